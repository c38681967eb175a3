// SPDX-License-Identifier: MIT
#include "linkage/normal_record.hpp"

#include "base/text.hpp"
#include "linkage/birth_date.hpp"
#include "linkage/identifiers.hpp"
#include "linkage/sounds.hpp"

#include <boost/json.hpp>

namespace waymark::linkage {

namespace {

using Fields = std::map<std::string_view, std::string>;

std::string list_of(const std::vector<std::string>& texts) {
    if (texts.empty()) return {};
    boost::json::array list;
    for (const auto& text : texts)
        list.push_back(boost::json::string{text});
    return boost::json::serialize(list);
}

/// Reads one record's fields into its columns.
class Normal {
public:
    Normal(const NameLists& lists, const Fields& fields, int this_year)
        : lists_{lists}, fields_{fields}, this_year_{this_year} {}

    void read_names() {
        const bool is_whole = said("given").empty() && said("family").empty();
        const auto words = is_whole ? person_words(lists_, said("name"))
                                    : person_words(lists_, said("given"), said("family"));
        if (is_whole) {
            if (words.is_nobody() && is_said("name")) note("placeholders", "name");
        } else {
            if (words.given.empty() && is_said("given")) note("placeholders", "given");
            if (words.family.empty() && is_said("family")) note("placeholders", "family");
        }
        if (!words.given.empty()) {
            put("given", words.given[0]);
            put("usual", list_of(words.usual));
            put("loose_given", loose_sound_of(words.given[0]));
        }
        if (words.given.size() > 1) put("given_2", words.given[1]);
        if (words.family.empty()) return;
        put("family", words.family[0]);
        put("families", list_of(words.family));
        put("sound", sound_of(words.core));
        put("loose_family", loose_sound_of(words.core));
        if (!words.given.empty()) put("name", words.given[0] + " " + words.family[0]);
    }

    void read_birth() {
        if (!is_said("born")) return;
        const auto date = birth_date(said("born"), this_year_);
        if (!date) return note("unread", "born");
        if (date->is_placeholder) return note("placeholders", "born");
        constexpr std::size_t year = 4, month = 7;
        put("born_year", date->date.substr(0, year));
        if (date->known != DatePart::year) put("born_month", date->date.substr(0, month));
        if (date->known == DatePart::day) put("born", date->date);
    }

    void read_place() {
        const auto parts = postcode_parts(said("postcode"));
        if (is_no_fixed_abode(said("address")) || is_no_fixed_abode(said("postcode")) ||
            (parts && parts->is_no_fixed_abode))
            put("no_fixed_abode", "yes");
        if (!is_said("postcode")) return;
        if ((parts && parts->is_placeholder) || is_no_fixed_abode(said("postcode")))
            return note("placeholders", "postcode");
        if (!parts) return note("unread", "postcode");
        put("postcode", parts->whole);
        put("sector", parts->sector);
        put("district", parts->district);
        put("area", parts->area);
    }

    void read_numbers() {
        read("phone", phone_number(said("phone")), normal_phone(said("phone")).has_value());
        read("pnc", pnc_id(said("pnc"), this_year_));
        read("cro", cro_number(said("cro")));
        const auto nhs = nhs_number(said("nhs"));
        read("nhs", nhs, normal_nhs_number(said("nhs")).has_value());
        put("nhs_may_be", list_of(nhs ? Words{*nhs} : nhs_numbers_near(said("nhs"))));
    }

    Fields columns{};

private:
    std::string_view said(std::string_view field) const {
        const auto found = fields_.find(field);
        return found == fields_.end() ? std::string_view{} : trim(found->second);
    }
    /// Notes a field that says that nothing is known.
    bool is_said(std::string_view field) {
        if (said(field).empty()) return false;
        if (!is_nobody(lists_, said(field))) return true;
        note("placeholders", field);
        return false;
    }
    void put(std::string_view column, std::string value) {
        if (!value.empty()) columns[column] = std::move(value);
    }
    void note(std::string_view column, std::string_view field) {
        auto& notes = columns[column];
        notes.append(notes.empty() ? "" : " ").append(field);
    }
    void read(
        std::string_view field, const std::optional<std::string>& value, bool is_in_form = false
    ) {
        if (value) return put(field, *value);
        if (is_said(field)) note(is_in_form ? "placeholders" : "unread", field);
    }

    const NameLists& lists_;
    const Fields& fields_;
    int this_year_;
};

}  // namespace

std::map<std::string_view, std::string> normal_record(
    const NameLists& lists, const std::map<std::string_view, std::string>& fields, int this_year
) {
    Normal normal{lists, fields, this_year};
    normal.read_names();
    normal.read_birth();
    normal.read_place();
    normal.read_numbers();
    return std::move(normal.columns);
}

}  // namespace waymark::linkage
