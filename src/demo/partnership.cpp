// SPDX-License-Identifier: MIT
#include "demo/partnership.hpp"

#include "base/secrets.hpp"
#include "demo/crowd.hpp"
#include "demo/days.hpp"
#include "demo/detained.hpp"
#include "demo/triage_team.hpp"
#include "people/bulk.hpp"
#include "sharing/founding.hpp"

#include <stdexcept>

namespace waymark::demo {

namespace {

using sharing::Role;

constexpr std::size_t portion = 5000;

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

struct Founded {
    AgencyId police;
    UserId call_taker;
    sharing::Caller supervisor;
    AgencyId trust;
};

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
            if (founded.call_taker.empty()) founded.call_taker = user.id;
            if (user.roles.contains(Role::supervisor))
                founded.supervisor = {user.id, user.agency, user.roles};
        }
        return founded;
    });
}

Crowd add_people(
    store::Database& database,
    const Settings& settings,
    const Founded& founded,
    const Material& material,
    Instant from,
    Random& random
) {
    const auto count =
        static_cast<std::size_t>(std::clamp<std::int64_t>(settings.incidents * 3 / 10, 200, 300000)
        );
    std::vector<people::Person> waiting;
    const auto flush = [&] {
        database.write([&](store::Transaction& transaction) {
            people::insert_bulk(transaction, waiting, founded.call_taker, from);
            return true;
        });
        waiting.clear();
    };
    auto crowd =
        draw_crowd(count, material, founded.police, from, random, [&](people::Person person) {
            waiting.push_back(std::move(person));
            if (waiting.size() == portion) flush();
        });
    flush();
    return crowd;
}

}  // namespace

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

void make(
    store::Database& database,
    const Settings& settings,
    Instant now,
    const std::function<void(std::int64_t)>& progress
) {
    SeededRandom random{settings.seed};
    const auto material = read_material();
    const Instant from = std::chrono::sys_days{settings.until} - std::chrono::days{settings.days};
    const auto founded = found_agencies(database, now, random);
    const auto crowd = add_people(database, settings, founded, material, from, random);

    Days days{settings, material, crowd, founded.police, founded.call_taker, random};
    std::vector<incidents::BulkIncident> waiting;
    for (std::int64_t made = 0; made < settings.incidents;) {
        waiting.clear();
        while (waiting.size() < portion && made < settings.incidents)
            waiting.push_back(days.next(made++));
        std::vector<const incidents::BulkIncident*> rows;
        for (const auto& one : waiting)
            rows.push_back(&one);
        database.write([&](store::Transaction& transaction) {
            incidents::insert_bulk(transaction, rows, founded.call_taker, now);
            return true;
        });
        progress(made);
    }
    database.write([&](store::Transaction& transaction) {
        incidents::raise_reference_counters(transaction, founded.police, days.last_references());
        return true;
    });
    add_triage_team(database, founded.supervisor, now, random);
    add_detentions(database, founded.supervisor, founded.trust, now, random);
}

}  // namespace waymark::demo
