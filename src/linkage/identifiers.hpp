// SPDX-License-Identifier: MIT
#pragma once

// Numbers and places by which a person is known, as they are compared; and what only looks like
// one.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::linkage {

/// A postcode and the areas it lies in, from "CV1 1DD": district "CV1", sector "CV1 1", area "CV".
/// A district or a sector may stand alone; what is smaller is then empty.
struct PostcodeParts {
    std::string whole{};
    std::string sector{};
    std::string district{};
    std::string area{};
    bool is_placeholder = false;     ///< Of no area of the Post Office's: ZZ99, NF1, XX1.
    bool is_no_fixed_abode = false;  ///< ZZ99 3VZ, as the NHS Postcode Directory has it.
};
std::optional<PostcodeParts> postcode_parts(std::string_view text);

/// Whether an address says that there is none: "NFA", "no fixed abode", "homeless"; not "formerly
/// NFA", nor a hostel for the homeless, which is a place.
bool is_no_fixed_abode(std::string_view address);

/// A telephone number as "+447700900123"; nothing where it is none, or stands for one: six equal
/// digits at its end, or 123456789 in it.
std::optional<std::string> phone_number(std::string_view text);

/// An NHS number that somebody may have: ten equal digits have a right check digit and are
/// nobody's.
std::optional<std::string> nhs_number(std::string_view text);

/// NHS numbers that differ from ten digits in one of them, or in two neighbours that changed
/// places: what somebody may have meant. Empty where the text is valid itself, has not ten digits,
/// or has those that are typed where no number is known: 1234567890, nine of one digit.
std::vector<std::string> nhs_numbers_near(std::string_view text);

/// A PNC id as "2003/0062845E": year, number and its check letter. Without a separator, whichever
/// of a long and a short year the letter is right for, if it is one of them. A short year is of the
/// hundred years up to this one. Nothing where the letter is wrong or the form is another.
std::optional<std::string> pnc_id(std::string_view text, int this_year);

/// A CRO number as "62845/03E", or of the old files as "SF39/83682N"; likewise.
std::optional<std::string> cro_number(std::string_view text);

}  // namespace waymark::linkage
