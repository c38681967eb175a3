// SPDX-License-Identifier: MIT
#include "codes/code_store.hpp"

namespace waymark::codes {

namespace {

constexpr store::Sql select_all{"code.select_all", R"(
    SELECT list_id, code, label, hint, parent, ordinal, valid_from, valid_to, source,
           is_official, is_local, revision
    FROM code
    ORDER BY list_id, ordinal, code
    LIMIT 100000
)"};

constexpr store::Sql put_one{"code.put_one", R"(
    INSERT INTO code (list_id, code, label, hint, parent, ordinal, valid_from, valid_to, source,
                      is_official, is_local, revision)
    VALUES ($list_id, $code, $label, $hint, $parent, $ordinal, $valid_from, $valid_to, $source,
            $is_official, $is_local, CAST($revision AS BIGINT) + 1)
    ON CONFLICT (list_id, code) DO UPDATE
    SET label = excluded.label, hint = excluded.hint, parent = excluded.parent,
        ordinal = excluded.ordinal, valid_from = excluded.valid_from,
        valid_to = excluded.valid_to, source = excluded.source,
        is_official = excluded.is_official, is_local = excluded.is_local,
        revision = excluded.revision
    WHERE code.revision = $revision
)"};

}  // namespace

std::vector<Code> CodeStore::all() {
    std::vector<Code> codes;
    for (const auto& row : transaction_.query(select_all)) {
        Code code;
        code.list = row.get<std::string>("list_id");
        code.code = row.get<std::string>("code");
        code.label = row.get<std::string>("label");
        code.hint = row.get<std::string>("hint");
        code.parent = row.get<std::string>("parent");
        code.ordinal = row.get<int>("ordinal");
        code.valid_from = row.get<Day>("valid_from");
        code.valid_to = row.maybe<Day>("valid_to");
        code.source = row.get<std::string>("source");
        code.is_official = row.get<bool>("is_official");
        code.is_local = row.get<bool>("is_local");
        code.revision = row.get<std::int64_t>("revision");
        codes.push_back(std::move(code));
    }
    return codes;
}

bool CodeStore::put(const Code& code) {
    const auto changed = transaction_.run(
        put_one,
        {{"list_id", code.list},
         {"code", code.code},
         {"label", code.label},
         {"hint", code.hint},
         {"parent", code.parent},
         {"ordinal", code.ordinal},
         {"valid_from", code.valid_from},
         {"valid_to", code.valid_to},
         {"source", code.source},
         {"is_official", code.is_official},
         {"is_local", code.is_local},
         {"revision", code.revision}}
    );
    return changed == 1;
}

}  // namespace waymark::codes
