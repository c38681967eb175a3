// SPDX-License-Identifier: MIT
#include "demo/agencies.hpp"

#include "base/secrets.hpp"
#include "demo/partnership.hpp"
#include "sharing/founding.hpp"

#include <algorithm>
#include <stdexcept>

namespace waymark::demo {

namespace {

using sharing::Role;

struct Staff {
    const char* sign_in_name;
    const char* display_name;
    std::size_t agency;
    std::vector<Role> roles;
};

const std::pair<const char*, const char*> agencies[] = {
    {"Middlemarch Police", "police"},
    {"Middlemarch Partnership NHS Trust", "nhs_trust"},
    {"Middlemarch City Council", "council"},
    {"The Lantern Café", "charity"},
    {"Harbour Women's Centre", "charity"},
};

const std::vector<Staff>& staff() {
    static const std::vector<Staff> everyone = {
        {"handler", "Priya Nair", 0, {Role::call_handler}},
        {"dispatcher", "Tom Aldridge", 0, {Role::dispatcher}},
        {"officer", "Grace Okafor", 0, {Role::triage_officer}},
        {"supervisor", "Dawn Pritchard", 0, {Role::supervisor}},
        {"analyst", "Marek Zielinski", 0, {Role::analyst}},
        {"governance", "Helen Marsh", 0, {Role::information_governance_officer}},
        {"admin", "Sam Whitlock", 0, {Role::administrator}},
        {"nurse", "Joseph Adeyemi", 1, {Role::triage_clinician}},
        {"nhs-admin", "Ruth Ellery", 1, {Role::administrator}},
        {"social-worker", "Nadia Hussain", 2, {Role::practitioner}},
        {"cafe", "Ellis Moore", 3, {Role::practitioner}},
        {"centre", "Bridget Shaw", 4, {Role::practitioner}},
    };
    return everyone;
}

}  // namespace

Founded found_agencies(store::Database& database, Instant now, Random& random) {
    const auto hash = hash_password(password);
    return database.write([&](store::Transaction& transaction) {
        if (sharing::is_set_up(transaction))
            throw std::runtime_error{
                "There are users already. The demonstration needs an empty data folder."};
        std::vector<AgencyId> ids;
        for (const auto& [name, kind] : agencies) {
            sharing::Agency agency{.id = {new_uuid(now, random)}, .name = name, .kind = kind};
            if (ids.empty()) agency.area = sharing::Area{52.30, 52.50, -1.70, -1.35};
            ids.push_back(agency.id);
            sharing::found(transaction, agency);
        }
        Founded founded{.police = ids[0], .call_taker = {}, .supervisor = {}, .trust = ids[1]};
        for (const auto& one : staff()) {
            sharing::User user;
            user.id = {new_uuid(now, random)};
            user.agency = ids[one.agency];
            user.sign_in_name = one.sign_in_name;
            user.display_name = one.display_name;
            user.roles = {one.roles.begin(), one.roles.end()};
            sharing::found(transaction, user, hash);
            founded.users[user.sign_in_name] = user.id;
            if (founded.call_taker.empty()) founded.call_taker = user.id;
            if (user.roles.contains(Role::supervisor))
                founded.supervisor = {user.id, user.agency, user.roles};
        }
        return founded;
    });
}

std::vector<SignIn> sign_ins() {
    std::vector<SignIn> all;
    for (const auto& one : staff()) {
        std::string roles;
        for (const Role role : one.roles) {
            std::string word{word_for(role)};
            std::replace(word.begin(), word.end(), '_', ' ');
            roles += (roles.empty() ? "" : ", ") + word;
        }
        all.push_back(
            {one.sign_in_name,
             std::string{one.display_name} + ", " + roles,
             agencies[one.agency].first}
        );
    }
    return all;
}

}  // namespace waymark::demo
