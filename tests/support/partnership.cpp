// SPDX-License-Identifier: MIT
#include "support/partnership.hpp"

#include "base/text.hpp"
#include "sharing/founding.hpp"

#include <stdexcept>

namespace waymark::testing {

namespace {

constexpr store::Sql select_trail{"test.trail", R"(
    SELECT event, object_kind, allowed, reason FROM audit_entry ORDER BY seq
)"};
constexpr store::Sql delete_trail{"test.forget", "DELETE FROM audit_entry"};
constexpr store::Sql insert_session{"test.session", R"(
    INSERT INTO session (id, token_hash, user_id, started_at, seen_at, device)
    VALUES ($id, $hash, $user_id, $now, $now, 'test')
)"};

}  // namespace

Instant Partnership::now = noon;

Partnership::Partnership(store::Engine engine)
    : database_{engine}, codes_{std::make_unique<codes::Library>(*database_)},
      server_{{*database_, random_}, *codes_, [] { return Partnership::now; }},
      edge_{std::make_unique<api::Edge>(server_, [](const std::string&, const std::string& what) {
          throw std::logic_error{what};  // A 500 in a test is a fault of ours, and says which.
      })} {
    now = noon;
    database_->write([&](store::Transaction& transaction) {
        const std::pair<const char*, const char*> both[] = {
            {"police", "police"}, {"trust", "nhs_trust"}};
        for (const auto& [name, kind] : both) {
            sharing::Agency agency{
                .id = {new_uuid(noon, random_)}, .name = std::string{"The "} + name, .kind = kind};
            agencies_[name] = agency.id.text;
            sharing::found(transaction, agency);
        }
        const auto add = [&](const std::string& name, const char* agency, sharing::Role role) {
            sharing::User user;
            user.id = {new_uuid(noon, random_)};
            user.agency = {agencies_.at(agency)};
            user.sign_in_name = name;
            user.display_name = name;
            user.roles = {role};
            sharing::found(transaction, user, "no password opens this");
            const SessionId session{new_uuid(noon, random_)};
            tokens_[name] = "token of " + name;
            transaction.run(
                insert_session,
                {{"id", session},
                 {"hash", sha256_hex(tokens_[name])},
                 {"user_id", user.id},
                 {"now", noon}}
            );
            callers_[name] = {user.id, user.agency, user.roles, session};
        };
        for (const auto& [role, word] : Words<sharing::Role>::list)
            add(std::string{word}, "police", role);
        add("nurse", "trust", sharing::Role::triage_clinician);
        add("trust_administrator", "trust", sharing::Role::administrator);
        add("trust_supervisor", "trust", sharing::Role::supervisor);
        return true;
    });
}

api::Response Partnership::call(
    const std::string& as,
    const std::string& method,
    const std::string& path,
    const std::string& body,
    api::Texts headers
) {
    api::Request request;
    request.method = method;
    request.target = "/api/v1" + path;
    request.headers = std::move(headers);
    request.headers["host"] = "localhost";
    if (!as.empty()) request.headers["cookie"] = "waymark=" + tokens_.at(as);
    if (!body.empty()) request.headers.emplace("content-type", "application/json");
    request.body = body;
    request.origin = "127.0.0.1";
    return edge_->answer(std::move(request));
}

std::vector<std::string> Partnership::trail() {
    return database_->read([](store::Transaction& transaction) {
        std::vector<std::string> lines;
        for (const auto& row : transaction.query(select_trail))
            lines.push_back(
                row.text("event") + " " + row.text("object_kind") + " " +
                (row.get<bool>("allowed") ? "allowed " : "refused ") + row.text("reason")
            );
        return lines;
    });
}

void Partnership::forget_trail() {
    database_->write([](store::Transaction& transaction) {
        transaction.run(delete_trail, {});
        return true;
    });
}

std::string Partnership::a_draft() {
    return at(call("call_handler", "POST", "/incidents", R"({"source":"999"})"), "/id");
}

std::string Partnership::an_incident() {
    return at(
        call("call_handler", "POST", "/incidents/reports", R"({
            "incident": {"source": "999", "location_text": "1 Test Road", "postcode": "CV1 1AA", "place_type": "public",
                         "opening_category": "CONCERN_FOR_SAFETY", "caller_phone": "07700 900001"},
            "narrative": "Somebody is worried."
        })"),
        "/id"
    );
}

std::string Partnership::a_person(const std::string& given, const std::string& family) {
    return at(
        call(
            "call_handler",
            "POST",
            "/people",
            R"({"person":{"names":[{"kind":"legal","given":")" + given + R"(","family":")" +
                family + R"("}]},"not_same_as":[]})"
        ),
        "/id"
    );
}

std::string Partnership::a_detention(const std::string& incident, const std::string& given) {
    const auto person = a_person(given);
    const auto involved = call(
        "call_handler",
        "POST",
        "/incidents/" + incident + "/people",
        R"({"person_id":")" + person + R"(","role":"subject"})"
    );
    const auto begun = call(
        "triage_officer",
        "POST",
        "/incidents/" + incident + "/detentions",
        R"({"power":"s136","person_id":")" + person +
            R"(","place_type":"public","reason":"On the parapet","is_mental_disorder":true,)"
            R"("is_immediate_need":true,"is_consulted":false,"not_consulted_why":"No time"})"
    );
    if (involved.status != 200 || begun.status != 201)
        throw std::logic_error{"no detention: " + involved.body + begun.body};
    return at(begun, "/detention/id");
}

sharing::Caller Partnership::caller(const std::string& name) const {
    return callers_.at(name);
}

std::string at(const api::Response& response, std::string_view pointer) {
    boost::system::error_code failed;
    const auto value = boost::json::parse(response.body, failed);
    if (failed) return "(none)";
    const auto* found = value.find_pointer(pointer, failed);
    if (!found) return "(none)";
    return found->is_string() ? std::string{found->get_string()} : boost::json::serialize(*found);
}

}  // namespace waymark::testing
