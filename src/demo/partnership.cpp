// SPDX-License-Identifier: MIT
#include "demo/partnership.hpp"

#include "demo/agencies.hpp"
#include "demo/contacts.hpp"
#include "demo/crowd.hpp"
#include "demo/days.hpp"
#include "demo/detained.hpp"
#include "demo/triage_team.hpp"
#include "people/bulk.hpp"

namespace waymark::demo {

namespace {

constexpr std::size_t portion = 5000;

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

    // Of its own chance, so that the incidents are the same whatever the team does.
    SeededRandom chance{settings.seed + 1};
    const auto car =
        found_triage_team(database, founded, material, to_london(from).day, now, chance);
    Contacts contacts{
        settings.contacts < 0
            ? 0.04
            : static_cast<double>(settings.contacts) / static_cast<double>(settings.incidents),
        founded,
        car,
        chance};

    Days days{settings, material, crowd, founded.police, founded.call_taker, random};
    std::vector<incidents::BulkIncident> waiting;
    for (std::int64_t made = 0; made < settings.incidents;) {
        waiting.clear();
        while (waiting.size() < portion && made < settings.incidents)
            waiting.push_back(days.next(made++));
        std::vector<const incidents::BulkIncident*> rows;
        for (const auto& one : waiting)
            rows.push_back(&one);
        const auto seen = contacts.see(waiting);
        database.write([&](store::Transaction& transaction) {
            incidents::insert_bulk(transaction, rows, founded.call_taker, now);
            seen.insert(transaction);
            return true;
        });
        progress(made);
    }
    database.write([&](store::Transaction& transaction) {
        incidents::raise_reference_counters(transaction, founded.police, days.last_references());
        return true;
    });
    add_requests(database, founded.supervisor, car, now, random);
    const auto places = add_safety_places(database, founded, now, random);
    // Whoever comes first in a home is grown up.
    const auto other = std::ranges::find(crowd.people, 1U, &Inhabitant::home);
    add_detentions(
        database,
        founded.supervisor,
        founded.trust,
        places,
        {crowd.people.front().id, other->id},
        now,
        random
    );
}

}  // namespace waymark::demo
