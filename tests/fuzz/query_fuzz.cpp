// SPDX-License-Identifier: MIT

// Addresses: any method, path and query, and the cookie beside them. An even first byte asks for
// the list of incidents with the rest as its query; an odd one takes the rest as the whole address.

#include "base/text.hpp"
#include "fuzz.hpp"
#include "support/partnership.hpp"

namespace {

using namespace waymark;

void check_query(std::string_view query) {
    const auto read = api::read_query(query);
    if (!read) return;
    for (const auto& [name, value] : *read)
        fuzz::require(is_utf8(name) && is_utf8(value), "what is read of a query is UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static testing::Partnership partnership{store::Engine::sqlite};
    static const auto incident = partnership.an_incident();
    if (size < 1) return 0;
    const std::string text{fuzz::text_of(data + 1, size - 1)};
    check_query(text);
    api::Request request;
    request.headers["cookie"] = text;
    fuzz::require(api::session_token(request).size() <= text.size(), "a token is in its cookie");
    const std::string path = data[0] % 2 == 0 ? "/incidents?" + text : text;
    const auto response = partnership.call("supervisor", "GET", path);
    fuzz::require(response.status < 500, "no address breaks the server");
    return 0;
}
