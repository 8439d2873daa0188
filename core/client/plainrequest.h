// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/transport.h"

#include <optional>
#include <string>

namespace streamgauge {

/// A POST as it goes over a plain connection.
struct PlainRequest
{
    std::string origin; ///< host and port: requests with the same may share a connection
    std::string head;   ///< with the empty line after it
};

/// What libcurl would send to @p target with a body of @p bodySize bytes. Empty where that is libcurl's business:
/// TLS, HTTP/2, a proxy that may apply (any in the environment, but for this machine), passwords in the URL, headers
/// that change how a request is sent.
std::optional<PlainRequest> plainRequest(const HttpTarget &target, std::size_t bodySize);

}
