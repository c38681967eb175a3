// SPDX-License-Identifier: MIT

// Bodies of every route that takes JSON, from the edge to the database and back. The first byte
// chooses the route. Whatever comes: an answer that is JSON, never a broken server, and a refusal
// names its code.

#include "fuzz.hpp"
#include "support/partnership.hpp"

#include <boost/json.hpp>

namespace {

using namespace waymark;

struct Target {
    std::string as;
    std::string method;
    std::string path;
};

/// The routes that take a body, with their named parts filled in. Sign-in is left out: its hashing
/// takes a tenth of a second on purpose.
std::vector<Target> targets_of(testing::Partnership& partnership) {
    const auto incident = partnership.an_incident();
    const auto person = partnership.a_person();
    std::vector<Target> targets;
    for (const auto& route : api::all_routes()) {
        if (route.body.empty() || route.body == api::upload || route.mode == api::Mode::open ||
            route.path.find("password") != std::string_view::npos ||
            route.path.find("users") != std::string_view::npos)
            continue;
        std::string path{route.path};
        for (auto from = path.find('{'); from != std::string::npos; from = path.find('{')) {
            const auto name = path.substr(from + 1, path.find('}') - from - 1);
            const bool is_person = name == "person_id" || path.starts_with("/people");
            path.replace(
                from,
                name.size() + 2,
                is_person             ? person
                : name == "agency_id" ? partnership.agency("trust")
                                      : incident
            );
        }
        std::string as = "call_handler";
        if (route.needs)
            for (const auto& [role, word] : Words<sharing::Role>::list)
                if (sharing::may({role}, *route.needs)) as = word;
        targets.push_back({as, std::string{route.method}, path});
    }
    return targets;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static testing::Partnership partnership{store::Engine::sqlite};
    static const auto targets = targets_of(partnership);
    if (size < 2) return 0;
    const auto& target = targets[data[0] % targets.size()];
    const std::string body{fuzz::text_of(data + 1, size - 1)};
    const auto response =
        partnership.call(target.as, target.method, target.path, body, {{"if-match", "\"1\""}});
    fuzz::require(response.status < 500, "no body breaks the server");
    boost::system::error_code failed;
    const auto answer = boost::json::parse(response.body, failed);
    fuzz::require(!failed, "every answer is JSON");
    if (!response) fuzz::require(answer.as_object().contains("code"), "every refusal has its code");
    return 0;
}
