// SPDX-License-Identifier: MIT

// The bodies of Asio and Beast, compiled once (see BOOST_ASIO_SEPARATE_COMPILATION).
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
