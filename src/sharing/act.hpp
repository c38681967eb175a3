// SPDX-License-Identifier: MIT
#pragma once

#include "base/ids.hpp"
#include "base/random.hpp"
#include "base/time.hpp"
#include "codes/code_book.hpp"
#include "sharing/permission.hpp"
#include "store/database.hpp"

#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace waymark::sharing {

/// Who is acting: someone signed in, and the agency they do it for.
struct Caller {
    UserId user;
    AgencyId agency;
    Roles roles;
    SessionId session{};
};

/// What kind of thing was done (Data Protection Act 2018, section 62, and signing in).
enum class Event {
    collection,
    alteration,
    consultation,
    search,
    disclosure,
    sign_in,
    sign_out,
    administration,
};

/// What a record is wanted for.
enum class Purpose {
    crisis_response,
    safeguarding,
    care_planning,
    analysis,
    audit,
    administration,
    sign_in,
};

/// One line of the audit trail. Holds ids, codes and counts; never what a record says of anyone.
struct AuditEntry {
    Event event;
    Purpose purpose = Purpose::crisis_response;
    std::string object_kind{};
    std::string object_id{};
    bool allowed = true;
    std::string reason{};  ///< The reason code of the decision, as in "own_agency".
    AgencyId owner{};      ///< The agency whose record it is.
    AgencyId recipient{};  ///< Of a disclosure.
    std::optional<std::int64_t> result_count{};
    std::string detail{};
};

/// One line of the feed of changes, for partners' systems and for pages that are open.
struct Change {
    std::string kind;
    std::string object_id;
    AgencyId agency;
    std::string what;
};

/// One action while it happens: who, when, and the transaction it lives in. The trail and the
/// changes gathered here are written with it; see `consult` and `change`.
struct Act {
    store::Transaction& transaction;
    const Caller& caller;
    Instant now;
    Random& random;
    const codes::CodeBook& codes;
    std::vector<AuditEntry> trail{};
    std::vector<Change> changes{};
    /// What is kept in memory of the database; null where nothing may be, as in a report by itself.
    store::Memory* memory = nullptr;

    std::string new_id() { return new_uuid(now, random); }
    void note(AuditEntry entry) { trail.push_back(std::move(entry)); }
    void changed(std::string kind, std::string object_id, std::string what) {
        changed_for(caller.agency, std::move(kind), std::move(object_id), std::move(what));
    }
    /// Of a record of `owner`, which a partner may have added to.
    void changed_for(AgencyId owner, std::string kind, std::string object_id, std::string what) {
        changes.push_back({std::move(kind), std::move(object_id), std::move(owner), std::move(what)}
        );
    }
};

/// Where actions happen: the database, the lists and the source of chance of one server.
struct Workplace {
    store::Database& database;
    Random& random;
};

/// Who acts, when, and by which lists. Copied into work that goes on after whoever began it.
struct Occasion {
    Workplace place;
    Caller caller;
    Instant now;
    std::shared_ptr<const codes::CodeBook> codes;

    /// The act of this occasion in one transaction; it borrows from both.
    Act in(store::Transaction& transaction) const {
        return {transaction, caller, now, place.random, *codes, {}, {}, &place.database.memory()};
    }
};

/// Writes the trail and the feed of `act` through its own transaction.
void write_trail(Act& act);
void write_changes(Act& act);

/// Keeps the trail of a reading, and hands its answer on when that is done: no audit, no answer.
template <class Answer, class Then>
void keep_trail_then(Occasion occasion, std::vector<AuditEntry> trail, Answer answer, Then then) {
    if (trail.empty()) return then(std::exception_ptr{}, std::optional{std::move(answer)});
    auto& database = occasion.place.database;
    database.write_then(
        [occasion = std::move(occasion),
         trail = std::move(trail)](store::Transaction& transaction) {
            Act act = occasion.in(transaction);
            act.trail = trail;
            write_trail(act);
            return true;
        },
        [then = std::move(then),
         answer =
             std::move(answer)](const std::exception_ptr& failure, std::optional<bool>) mutable {
            then(failure, std::optional{std::move(answer)});
        }
    );
}

/// Runs a reading action on one unchanging view, and keeps its audit trail before the answer is
/// handed on. Refusals are kept like everything else. `then(failure, answer)`
/// is called as by `Database::write_then`; what `work` itself throws is thrown from here.
template <class Work, class Then>
void consult_then(Occasion occasion, Work work, Then then) {
    std::vector<AuditEntry> trail;
    auto answer = occasion.place.database.read([&](store::Transaction& transaction) {
        Act act = occasion.in(transaction);
        auto found = work(act);
        trail = std::move(act.trail);
        return found;
    });
    keep_trail_then(std::move(occasion), std::move(trail), std::move(answer), std::move(then));
}

/// Runs a changing action in one transaction with its audit trail and its lines of the feed. When
/// it answers with a Problem nothing of it stays but the trail, which is kept by itself, and then
/// says of what had been allowed that it was not done. `work` may run after this has returned.
template <class Work, class Then>
void change_then(Occasion occasion, Work work, Then then) {
    using Answer = std::invoke_result_t<Work&, Act&>;
    const auto trail = std::make_shared<std::vector<AuditEntry>>();
    const auto held = std::make_shared<const Occasion>(std::move(occasion));
    auto& database = held->place.database;
    database.write_then(
        [held, trail, work = std::move(work)](store::Transaction& transaction) mutable {
            Act act = held->in(transaction);
            Answer done = work(act);
            trail->clear();
            if (done) {
                write_trail(act);
                write_changes(act);
            } else {
                *trail = std::move(act.trail);
            }
            return done;
        },
        [held, trail, &database, then = std::move(then)](
            const std::exception_ptr& failure, std::optional<Answer> answer
        ) mutable {
            if (failure || trail->empty()) return then(failure, std::move(answer));
            database.write_then(
                [held, trail](store::Transaction& transaction) {
                    Act act = held->in(transaction);
                    act.trail = *trail;
                    for (auto& entry : act.trail)
                        if (entry.allowed) entry.reason += ".not_done";
                    write_trail(act);
                    return true;
                },
                [then = std::move(then),
                 answer = std::move(answer
                 )](const std::exception_ptr& untold, std::optional<bool>) mutable {
                    then(untold, std::move(answer));
                }
            );
        }
    );
}

/// Starts something that ends in `then(failure, answer)`, and waits for it.
template <class Answer, class Start>
Answer wait_for(Start start) {
    // Shared: whoever tells may not have finished telling when whoever waits has gone on.
    const auto promise = std::make_shared<std::promise<Answer>>();
    auto future = promise->get_future();
    start([promise](const std::exception_ptr& failure, std::optional<Answer> answer) {
        if (failure)
            promise->set_exception(failure);
        else
            promise->set_value(std::move(*answer));
    });
    return future.get();
}

/// The lists of a caller who waits, and so keeps them himself.
inline std::shared_ptr<const codes::CodeBook> borrowed(const codes::CodeBook& codes) {
    return {std::shared_ptr<const codes::CodeBook>{}, &codes};
}

/// `consult_then`, for whoever waits.
template <class Work>
auto consult(
    const Workplace& place,
    const Caller& caller,
    Instant now,
    const codes::CodeBook& codes,
    Work work
) {
    return wait_for<std::invoke_result_t<Work&, Act&>>([&](auto then) {
        consult_then({place, caller, now, borrowed(codes)}, std::move(work), std::move(then));
    });
}

/// `change_then`, for whoever waits.
template <class Work>
auto change(
    const Workplace& place,
    const Caller& caller,
    Instant now,
    const codes::CodeBook& codes,
    Work work
) {
    return wait_for<std::invoke_result_t<Work&, Act&>>([&](auto then) {
        change_then({place, caller, now, borrowed(codes)}, std::move(work), std::move(then));
    });
}

}  // namespace waymark::sharing

template <>
struct waymark::Words<waymark::sharing::Event> {
    using enum waymark::sharing::Event;
    static constexpr std::pair<sharing::Event, std::string_view> list[] = {
        {collection, "collection"},
        {alteration, "alteration"},
        {consultation, "consultation"},
        {search, "search"},
        {disclosure, "disclosure"},
        {sign_in, "sign_in"},
        {sign_out, "sign_out"},
        {administration, "administration"},
    };
};

template <>
struct waymark::Words<waymark::sharing::Purpose> {
    using enum waymark::sharing::Purpose;
    static constexpr std::pair<sharing::Purpose, std::string_view> list[] = {
        {crisis_response, "crisis_response"},
        {safeguarding, "safeguarding"},
        {care_planning, "care_planning"},
        {analysis, "analysis"},
        {audit, "audit"},
        {administration, "administration"},
        {sign_in, "sign_in"},
    };
};
