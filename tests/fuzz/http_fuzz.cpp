// SPDX-License-Identifier: MIT

// Bytes on a connection, as the server itself takes them. The connection is closed for sending
// after them; what comes back must be whole HTTP answers one after another and nothing else.

#include "app/connection.hpp"
#include "fuzz.hpp"
#include "support/partnership.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <sys/socket.h>

#include <thread>

namespace {

using namespace waymark;
namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

/// The parts of a server that a connection needs, without the one that waits for connections.
struct House {
    testing::FreshDatabase database{store::Engine::sqlite};
    SeededRandom random{1};
    codes::Library codes{*database};
    api::Server server{{*database, random}, codes, [] { return testing::noon; }};
    api::Edge edge{server, [](const std::string&, const std::string& what) {
                       fuzz::require(false, what.c_str());
                   }};
    asio::thread_pool workers{1};
    app::Shared shared{edge, workers, [] { return std::string{"0-0"}; }};
    asio::io_context context;

    ~House() { workers.join(); }
};

std::string said_back(House& house, std::string_view bytes) {
    // Not over TCP, whose ports would run out: each is kept from use for a minute.
    int ends[2] = {-1, -1};
    fuzz::require(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "there is a pair of sockets");
    tcp::socket ours{house.context};
    tcp::socket theirs{house.context};
    ours.assign(tcp::v4(), ends[0]);
    theirs.assign(tcp::v4(), ends[1]);
    asio::write(ours, asio::buffer(bytes.data(), bytes.size()));
    ours.shutdown(tcp::socket::shutdown_send);
    asio::co_spawn(
        house.context, app::serve_connection(std::move(theirs), house.shared), asio::detached
    );
    std::string answer;
    boost::system::error_code ended;
    std::thread reader{[&] { asio::read(ours, asio::dynamic_buffer(answer), ended); }};
    house.context.restart();
    house.context.run();
    reader.join();
    return answer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static House house;
    // More would fill the socket before anyone reads it; the size limits have tests of their own.
    if (size > 32 * 1024) return 0;
    const auto answer = said_back(house, fuzz::text_of(data, size));
    // An answer to HEAD has a length and no body, and which answer is to which only we know.
    if (fuzz::text_of(data, size).find("HEAD") != std::string_view::npos) return 0;
    std::string_view left = answer;
    while (!left.empty()) {
        http::response_parser<http::string_body> parser;
        parser.eager(true);
        boost::system::error_code error;
        const auto used = parser.put(asio::buffer(left.data(), left.size()), error);
        fuzz::require(!error || error == http::error::need_more, "every answer is HTTP");
        fuzz::require(parser.is_header_done(), "every answer has its header");
        if (!parser.is_done()) break;
        left.remove_prefix(used);
    }
    return 0;
}
