// SPDX-License-Identifier: MIT

// g++ 12 destroys some temporaries of an expression that awaits twice. So in this file whatever
// is handed to co_await has a name, and no conditional expression awaits.

#include "app/connection.hpp"

#include "api/problem.hpp"
#include "app/http_server.hpp"
#include "app/map_tiles.hpp"
#include "app/static_files.hpp"
#include "base/text.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <chrono>
#include <memory>
#include <optional>

namespace waymark::app {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::awaitable;
using asio::use_awaitable;
constexpr auto quietly = asio::as_tuple(use_awaitable);
using Parser = http::request_parser<http::string_body>;

/// Ends what waits on the socket when time runs out: gently, so that the other side can still be
/// told, or by closing it. A request sets it three times and hardly ever lets it run out, so the
/// timer is left to go off at the first of these times, and only then looks how late it has become.
class Deadline {
public:
    explicit Deadline(asio::ip::tcp::socket& socket)
        : timer_{socket.get_executor()}, socket_{socket} {}
    Deadline(const Deadline&) = delete;
    Deadline& operator=(const Deadline&) = delete;
    ~Deadline() { *is_here_ = false; }

    enum class Then { tell, close };

    void set(int seconds, Then then = Then::close) {
        is_over_ = false;
        then_ = then;
        due_ = Clock::now() + std::chrono::seconds{seconds};
        if (due_ < rings_) ring_at(due_);
    }
    bool is_over() const { return is_over_; }
    void clear() { due_ = never; }

private:
    using Clock = std::chrono::steady_clock;
    static constexpr auto never = Clock::time_point::max();

    void ring_at(Clock::time_point when) {
        rings_ = when;
        timer_.expires_at(when);  // Ends the wait before, if there is one.
        timer_.async_wait([this, is_here = is_here_](const boost::system::error_code& stopped) {
            if (stopped || !*is_here) return;
            rings_ = never;
            if (due_ == never) return;
            if (due_ > Clock::now()) return ring_at(due_);
            due_ = never;
            is_over_ = true;
            boost::system::error_code unused;
            if (then_ == Then::tell)
                socket_.cancel(unused);
            else
                socket_.close(unused);
        });
    }

    std::shared_ptr<bool> is_here_ = std::make_shared<bool>(true);
    asio::steady_timer timer_;
    asio::ip::tcp::socket& socket_;
    Clock::time_point due_ = never;    ///< When time runs out.
    Clock::time_point rings_ = never;  ///< When the timer goes off; never later than `due_`.
    Then then_ = Then::close;
    bool is_over_ = false;
};

std::string_view reason_of(int status) {
    return http::obsolete_reason(static_cast<http::status>(status));
}

std::string render(const api::Response& response, bool keep_alive, bool with_body) {
    std::string text = "HTTP/1.1 " + std::to_string(response.status) + " ";
    text += reason_of(response.status);
    text += "\r\nContent-Type: " + response.content_type;
    // What has not changed has no body, and no length of one (RFC 9110, 8.6).
    if (response.status != 304)
        text += "\r\nContent-Length: " + std::to_string(response.body.size());
    if (!response.etag.empty()) text += "\r\nETag: " + response.etag;
    for (const auto& [name, value] : response.headers)
        text.append("\r\n").append(name).append(": ").append(value);
    if (!keep_alive) text += "\r\nConnection: close";
    text += "\r\n\r\n";
    if (with_body) text += response.body;
    return text;
}

api::Response refusal(int status, const char* code, const char* words) {
    return api::to_response(malformed(code, words), status);
}

const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";

/// What a request that could not be read is answered with.
api::Response unreadable(const boost::system::error_code& error) {
    if (error == http::error::header_limit)
        return refusal(431, "http.header_too_large", "The request's header is larger than 16 KiB.");
    if (error == http::error::body_limit)
        return refusal(413, "http.body_too_large", "The request's body is too large.");
    return refusal(400, "http.malformed", "The request is not HTTP/1.1.");
}

/// Where a request came from: what the proxy in front says, when there is one to be trusted.
std::string origin_of(const api::Request& request, const std::string& peer, bool behind_proxy) {
    const auto forwarded = behind_proxy ? request.header("x-forwarded-for") : std::string{};
    const auto last = trim(std::string_view{forwarded}.substr(forwarded.rfind(',') + 1));
    return last.empty() ? peer : std::string{last};
}

api::Request to_request(Parser& parser, const std::string& peer, bool behind_proxy) {
    auto& message = parser.get();
    api::Request request;
    request.method = std::string{message.method_string()};
    request.target = std::string{message.target()};
    for (const auto& header : message) {
        std::string name{header.name_string()};
        for (char& c : name)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const std::string value{header.value()};
        const auto [at, is_new] = request.headers.emplace(std::move(name), value);
        if (!is_new) at->second += (at->first == "cookie" ? "; " : ", ") + value;
    }
    request.body = std::move(message.body());
    request.origin = origin_of(request, peer, behind_proxy);
    return request;
}

/// Framing that two readers could understand differently is refused outright (RFC 9112, 6.3).
bool is_ambiguous(const Parser& parser) {
    const auto& message = parser.get();
    return (message.count(http::field::content_length) > 0 &&
            message.count(http::field::transfer_encoding) > 0) ||
           message.count(http::field::content_length) > 1 || message.count(http::field::host) > 1 ||
           // A coding we do not undo would leave its body to be read as the next request.
           (message.count(http::field::transfer_encoding) > 0 && !parser.chunked());
}

/// Reads until the parser has what `is_done` asks for. False when the other side has gone.
template <class IsDone>
awaitable<bool> read_some(
    asio::ip::tcp::socket& socket,
    beast::flat_buffer& buffer,
    Parser& parser,
    IsDone is_done,
    const Deadline& deadline,
    boost::system::error_code& error
) {
    while (!is_done()) {
        if (buffer.size() > 0) {
            const auto used = parser.put(buffer.data(), error);
            buffer.consume(used);
            if (error == http::error::need_more) error = {};
            if (error) co_return true;
            if (is_done() || (used > 0 && buffer.size() > 0)) continue;
        }
        // Time may have run out while nothing was being waited for, and so nothing was ended.
        if (deadline.is_over()) co_return false;
        const auto [failed, count] =
            co_await socket.async_read_some(buffer.prepare(16 * 1024), quietly);
        buffer.commit(count);
        if (failed) co_return false;
    }
    co_return true;
}

awaitable<bool> write_all(asio::ip::tcp::socket& socket, const std::string& text) {
    const auto [failed, count] = co_await asio::async_write(socket, asio::buffer(text), quietly);
    co_return !failed;
}

/// Has the request answered on a thread that may wait, and comes back to the connection's own. No
/// thread waits for what must be durable first: whoever made it so brings the answer here.
awaitable<api::Response> answer(Shared& shared, api::Request request) {
    auto begin = [&shared](auto handler, api::Request asked) {
        // Copies of the reply may outlive the connection: what they hold is empty by then.
        const auto held = std::make_shared<std::optional<decltype(handler)>>(std::move(handler));
        ++shared.awaited;
        auto reply = [&shared, held](api::Response response) {
            {
                auto one = std::move(**held);
                held->reset();
                const auto executor = asio::get_associated_executor(one);
                auto bring = [one = std::move(one), response = std::move(response)]() mutable {
                    std::move(one)(std::move(response));
                };
                asio::post(executor, std::move(bring));
            }
            --shared.awaited;  // Last: from here on the server may go away.
        };
        asio::post(shared.workers, [&shared, reply, asked = std::move(asked)]() mutable {
            shared.edge.answer(std::move(asked), reply);
        });
    };
    auto answered = asio::async_initiate<const asio::use_awaitable_t<>, void(api::Response)>(
        begin, use_awaitable, std::move(request)
    );
    co_return co_await std::move(answered);
}

/// Tells an open page that something changed, until it goes away. The page asks for what.
awaitable<void> stream_changes(
    asio::ip::tcp::socket& socket, Shared& shared, const api::Request& request
) {
    auto ask = [&]() -> awaitable<api::Response> {
        const auto who = shared.edge.whose(request);
        co_return who ? api::Response{} : api::to_response(who.problem());
    };
    const auto admitted = co_await asio::co_spawn(shared.workers, ask, use_awaitable);
    if (!admitted) {
        const auto refused = render(admitted, false, true);
        co_await write_all(socket, refused);
        co_return;
    }
    std::string last = shared.feed_position();
    std::string text =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nevent: ready\ndata: " +
        last + "\n\n";
    asio::steady_timer timer{socket.get_executor()};
    int quiet_turns = 0;
    while (co_await write_all(socket, text)) {
        text.clear();
        while (text.empty()) {
            timer.expires_after(std::chrono::milliseconds{100});
            co_await timer.async_wait(quietly);
            if (shared.stopping) co_return;
            const auto now = shared.feed_position();
            if (now != last) {
                last = now;
                text = "event: changed\ndata: " + now + "\n\n";
            } else if (++quiet_turns % 150 == 0) {
                text = ": still here\n\n";
            }
        }
    }
}

}  // namespace

awaitable<void> serve_connection(asio::ip::tcp::socket socket, Shared& shared) {
    boost::system::error_code error;
    socket.set_option(asio::ip::tcp::no_delay{true}, error);
    const auto peer = socket.remote_endpoint(error);
    const std::string origin = error ? "unknown" : peer.address().to_string();
    Deadline deadline{socket};
    beast::flat_buffer buffer;

    for (bool keep = true; keep && !shared.stopping;) {
        std::optional<Parser> parser{std::in_place};
        parser->header_limit(header_bytes_max);
        parser->body_limit(api::upload_bytes_max);  // Narrowed once it is known what for.
        error = {};

        deadline.set(idle_seconds_max);
        const auto has_begun = [&] { return parser->got_some() || parser->is_header_done(); };
        const auto has_header = [&] { return parser->is_header_done(); };
        const auto is_whole = [&] { return parser->is_done(); };
        bool arrived = co_await read_some(socket, buffer, *parser, has_begun, deadline, error);
        if (!arrived) break;
        deadline.set(shared.request_seconds, Deadline::Then::tell);
        if (!error)
            arrived = co_await read_some(socket, buffer, *parser, has_header, deadline, error);
        if (arrived && !error && is_ambiguous(*parser)) error = http::error::bad_content_length;
        if (arrived && !error && !parser->get().target().starts_with("/"))
            error = http::error::bad_target;
        if (arrived && !error && !parser->get().target().starts_with("/api/v1/imports")) {
            if (parser->content_length().value_or(0) > api::body_bytes_max)
                error = http::error::body_limit;
            parser->body_limit(api::body_bytes_max);
        }
        if (arrived && !error) {
            if (parser->get()[http::field::expect] == "100-continue")
                co_await write_all(socket, go_on);
            arrived = co_await read_some(socket, buffer, *parser, is_whole, deadline, error);
        }
        const bool is_late = !arrived && deadline.is_over();
        if (!arrived && !is_late) break;
        deadline.clear();
        if (error || is_late) {
            auto response = unreadable(error);
            if (is_late)
                response = refusal(408, "http.too_slow", "The request did not arrive in time.");
            add_security_headers(response);
            const auto text = render(response, false, true);
            deadline.set(shared.request_seconds);
            co_await write_all(socket, text);
            break;
        }

        keep = parser->get().keep_alive() && !shared.stopping;
        auto request = to_request(*parser, origin, shared.behind_proxy);
        const bool is_head = request.method == "HEAD";
        if (is_head) request.method = "GET";
        if (request.target == "/api/v1/changes/stream" && request.method == "GET") {
            co_await stream_changes(socket, shared, request);
            break;
        }
        ++shared.busy;
        const bool is_api = request.target.starts_with("/api/");
        api::Response response;
        if (is_api)
            response = co_await answer(shared, std::move(request));
        else if (request.target.starts_with(tiles_path))
            response = map_tile(shared.map_tiles, request.target);
        else
            response = static_file(request);
        add_security_headers(response);
        const auto text = render(response, keep, !is_head);
        deadline.set(shared.request_seconds);
        const bool written = co_await write_all(socket, text);
        keep = keep && written;
        --shared.busy;
        deadline.clear();
    }
    deadline.clear();
    socket.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    socket.close(error);
}

}  // namespace waymark::app
