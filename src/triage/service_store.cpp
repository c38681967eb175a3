// SPDX-License-Identifier: MIT
#include "triage/service_store.hpp"

namespace waymark::triage {

namespace {

using store::Sql;

constexpr Sql select_service{"triage_service.select_one", R"(
    SELECT agency_id, name, area, starts_on, training_months, awareness_by, revision
    FROM triage_service WHERE agency_id = $agency_id
)"};

constexpr Sql insert_service{"triage_service.insert_one", R"(
    INSERT INTO triage_service (agency_id, name, area, starts_on, training_months, awareness_by,
                                revision)
    VALUES ($agency_id, $name, $area, $starts_on, $training_months, $awareness_by, 1)
)"};

constexpr Sql update_service{"triage_service.update_one", R"(
    UPDATE triage_service
    SET name = $name, area = $area, starts_on = $starts_on, training_months = $training_months,
        awareness_by = $awareness_by, revision = revision + 1
    WHERE agency_id = $agency_id AND revision = $revision
)"};

constexpr Sql select_hours{"triage_service_hours.select_of", R"(
    SELECT kind, weekday, from_minute, to_minute, since_on, until_on FROM triage_service_hours
    WHERE agency_id = $agency_id ORDER BY position LIMIT 2000
)"};
constexpr Sql delete_hours{
    "triage_service_hours.delete_of",
    "DELETE FROM triage_service_hours WHERE agency_id = $agency_id"};
constexpr Sql insert_hours{"triage_service_hours.insert_one", R"(
    INSERT INTO triage_service_hours (agency_id, position, kind, weekday, from_minute, to_minute,
                                      since_on, until_on)
    VALUES ($agency_id, $position, $kind, $weekday, $from_minute, $to_minute, $since_on, $until_on)
)"};

constexpr Sql select_contacts{"triage_clinical_contact.select_of", R"(
    SELECT name, covers, phone FROM triage_clinical_contact
    WHERE agency_id = $agency_id ORDER BY position LIMIT 200
)"};
constexpr Sql delete_contacts{
    "triage_clinical_contact.delete_of",
    "DELETE FROM triage_clinical_contact WHERE agency_id = $agency_id"};
constexpr Sql insert_contact{"triage_clinical_contact.insert_one", R"(
    INSERT INTO triage_clinical_contact (agency_id, position, name, covers, phone)
    VALUES ($agency_id, $position, $name, $covers, $phone)
)"};

constexpr Sql select_members{"triage_member.select_of", R"(
    SELECT id, user_id, name, role, team, is_volunteer, trained_on, trained_until, is_active,
           revision
    FROM triage_member WHERE agency_id = $agency_id ORDER BY name, id LIMIT 1000
)"};
constexpr Sql insert_member{"triage_member.insert_one", R"(
    INSERT INTO triage_member (id, agency_id, user_id, name, role, team, is_volunteer, trained_on,
                               trained_until, is_active, revision)
    VALUES ($id, $agency_id, $user_id, $name, $role, $team, $is_volunteer, $trained_on,
            $trained_until, $is_active, 1)
)"};
constexpr Sql update_member{"triage_member.update_one", R"(
    UPDATE triage_member
    SET user_id = $user_id, name = $name, role = $role, team = $team,
        is_volunteer = $is_volunteer, trained_on = $trained_on, trained_until = $trained_until,
        is_active = $is_active, revision = revision + 1
    WHERE id = $id AND agency_id = $agency_id AND revision = $revision
)"};

constexpr Sql select_user{
    "user_account.select_active",
    "SELECT 1 AS one FROM user_account WHERE id = $id AND is_active = 1"};
constexpr Sql select_colleagues{"user_account.select_colleagues", R"(
    SELECT id, agency_id, display_name FROM user_account WHERE is_active = 1
    ORDER BY display_name, id LIMIT 10000
)"};
constexpr Sql select_served{"triage_member.select_served", R"(
    SELECT agency_id FROM triage_member WHERE user_id = $user_id AND is_active = 1
    ORDER BY agency_id LIMIT 1
)"};

constexpr Sql select_duties{"triage_duty.select_of", R"(
    SELECT id, member_id, kind, unit_id, starts_at, ends_at, covers_id, note FROM triage_duty
    WHERE agency_id = $agency_id AND ends_at > $from AND ended_at IS NULL
    ORDER BY starts_at, id LIMIT 2000
)"};
constexpr Sql insert_duty{"triage_duty.insert_one", R"(
    INSERT INTO triage_duty (id, agency_id, member_id, kind, unit_id, starts_at, ends_at, covers_id,
                             note, entered_at, entered_by, ended_by)
    VALUES ($id, $agency_id, $member_id, $kind, $unit_id, $starts_at, $ends_at, $covers_id, $note,
            $now, $by, '')
)"};
constexpr Sql end_duty{"triage_duty.end_one", R"(
    UPDATE triage_duty SET ended_at = $now, ended_by = $by
    WHERE id = $id AND agency_id = $agency_id AND ended_at IS NULL
)"};

store::Values values_of(const Service& one) {
    return {
        {"agency_id", one.agency},
        {"name", one.name},
        {"area", one.area},
        {"starts_on", one.starts_on},
        {"training_months", one.training_months},
        {"awareness_by", one.awareness_by}};
}

store::Values values_of(const AgencyId& agency, const Member& one) {
    return {
        {"id", one.id},
        {"agency_id", agency},
        {"user_id", one.user},
        {"name", one.name},
        {"role", one.role},
        {"team", one.team},
        {"is_volunteer", one.is_volunteer},
        {"trained_on", one.trained_on},
        {"trained_until", one.trained_until},
        {"is_active", one.is_active}};
}

}  // namespace

std::optional<Service> ServiceStore::find(const AgencyId& agency) {
    const auto rows = transaction_.query(select_service, {{"agency_id", agency}});
    if (rows.empty()) return std::nullopt;
    const auto& row = rows.front();
    Service found{
        .agency = row.get<AgencyId>("agency_id"),
        .name = row.text("name"),
        .area = row.text("area"),
        .starts_on = row.get<Day>("starts_on"),
        .training_months = row.get<int>("training_months"),
        .awareness_by = row.text("awareness_by"),
        .revision = row.get<std::int64_t>("revision")};
    for (const auto& hours : transaction_.query(select_hours, {{"agency_id", agency}}))
        found.hours.push_back(
            {hours.text("kind"),
             hours.get<int>("weekday"),
             hours.get<int>("from_minute"),
             hours.get<int>("to_minute"),
             hours.maybe<Day>("since_on"),
             hours.maybe<Day>("until_on")}
        );
    for (const auto& contact : transaction_.query(select_contacts, {{"agency_id", agency}}))
        found.contacts.push_back(
            {contact.text("name"), contact.text("covers"), contact.text("phone")}
        );
    return found;
}

void ServiceStore::insert(const Service& service) {
    transaction_.run(insert_service, values_of(service));
    replace_parts(service);
}

bool ServiceStore::update(const Service& service) {
    auto values = values_of(service);
    values.push_back({"revision", service.revision});
    if (transaction_.run(update_service, values) == 0) return false;
    replace_parts(service);
    return true;
}

void ServiceStore::replace_parts(const Service& service) {
    transaction_.run(delete_hours, {{"agency_id", service.agency}});
    int position = 0;
    for (const auto& one : service.hours)
        transaction_.run(
            insert_hours,
            {{"agency_id", service.agency},
             {"position", position++},
             {"kind", one.kind},
             {"weekday", one.weekday},
             {"from_minute", one.from_minute},
             {"to_minute", one.to_minute},
             {"since_on", one.since},
             {"until_on", one.until}}
        );
    transaction_.run(delete_contacts, {{"agency_id", service.agency}});
    position = 0;
    for (const auto& one : service.contacts)
        transaction_.run(
            insert_contact,
            {{"agency_id", service.agency},
             {"position", position++},
             {"name", one.name},
             {"covers", one.covers},
             {"phone", one.phone}}
        );
}

std::vector<Member> ServiceStore::members(const AgencyId& agency) {
    std::vector<Member> found;
    for (const auto& row : transaction_.query(select_members, {{"agency_id", agency}}))
        found.push_back(
            {.id = row.get<MemberId>("id"),
             .user = row.id<UserId>("user_id"),
             .name = row.text("name"),
             .role = row.text("role"),
             .team = row.text("team"),
             .is_volunteer = row.get<bool>("is_volunteer"),
             .trained_on = row.maybe<Day>("trained_on"),
             .trained_until = row.maybe<Day>("trained_until"),
             .is_active = row.get<bool>("is_active"),
             .revision = row.get<std::int64_t>("revision")}
        );
    return found;
}

void ServiceStore::insert(const AgencyId& agency, const Member& member) {
    transaction_.run(insert_member, values_of(agency, member));
}

bool ServiceStore::update(const AgencyId& agency, const Member& member) {
    auto values = values_of(agency, member);
    values.push_back({"revision", member.revision});
    return transaction_.run(update_member, values) == 1;
}

bool ServiceStore::is_user(const UserId& user) {
    return !transaction_.query(select_user, {{"id", user}}).empty();
}

std::vector<Colleague> ServiceStore::colleagues() {
    std::vector<Colleague> found;
    for (const auto& row : transaction_.query(select_colleagues, {}))
        found.push_back(
            {row.get<UserId>("id"), row.get<AgencyId>("agency_id"), row.text("display_name")}
        );
    return found;
}

std::optional<AgencyId> ServiceStore::agency_served_by(const UserId& user) {
    const auto rows = transaction_.query(select_served, {{"user_id", user}});
    if (rows.empty()) return std::nullopt;
    return rows.front().get<AgencyId>("agency_id");
}

std::vector<Duty> ServiceStore::duties(const AgencyId& agency, Instant from) {
    std::vector<Duty> found;
    for (const auto& row :
         transaction_.query(select_duties, {{"agency_id", agency}, {"from", from}}))
        found.push_back(
            {.id = row.get<DutyId>("id"),
             .member = row.get<MemberId>("member_id"),
             .kind = row.text("kind"),
             .unit = row.id<UnitId>("unit_id"),
             .starts_at = row.get<Instant>("starts_at"),
             .ends_at = row.get<Instant>("ends_at"),
             .covers = row.id<MemberId>("covers_id"),
             .note = row.text("note")}
        );
    return found;
}

void ServiceStore::insert(const AgencyId& agency, const Duty& duty, Instant now, const UserId& by) {
    transaction_.run(
        insert_duty,
        {{"id", duty.id},
         {"agency_id", agency},
         {"member_id", duty.member},
         {"kind", duty.kind},
         {"unit_id", duty.unit},
         {"starts_at", duty.starts_at},
         {"ends_at", duty.ends_at},
         {"covers_id", duty.covers},
         {"note", duty.note},
         {"now", now},
         {"by", by}}
    );
}

bool ServiceStore::end(const AgencyId& agency, const DutyId& id, Instant now, const UserId& by) {
    return transaction_.run(
               end_duty, {{"id", id}, {"agency_id", agency}, {"now", now}, {"by", by}}
           ) == 1;
}

}  // namespace waymark::triage
