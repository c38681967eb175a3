// SPDX-License-Identifier: MIT
#pragma once

#include "incidents/incidents.hpp"

namespace waymark::incidents {

// What the actions of this module share. Private to it.

/// An incident someone was let in to use.
struct Opened {
    sharing::Grant grant;
    Incident incident;
};

/// Lets the caller in and reads the incident, or says why not.
Result<Opened> open_to(
    sharing::Act& act, const IncidentId& id, sharing::Permission permission, sharing::Event event
);

/// Saves the incident's own row, so that its revision tells whoever read it before that something
/// about it changed, and puts a line in the feed.
Result<Done> touch(
    sharing::Act& act, const Opened& opened, const Incident& changed, const char* what
);

/// The people of an incident, each as far as the caller may see them: whoever may not see a person
/// is told that somebody is there, and not who.
std::vector<Involved> involved_for(sharing::Act& act, const sharing::Grant& grant);

/// What has changed since the newest THRIVE assessment, in words; empty when there is none yet.
std::vector<std::string> changes_since_thrive(const Whole& whole);

}  // namespace waymark::incidents
