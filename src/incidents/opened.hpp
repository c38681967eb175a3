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
Result<Done> touch(sharing::Act& act, const Opened& opened, const Incident& changed, const char* what);

/// What has changed since the newest THRIVE assessment, in words; empty when there is none yet.
std::vector<std::string> changes_since_thrive(const Whole& whole);

}  // namespace waymark::incidents
