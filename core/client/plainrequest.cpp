// SPDX-License-Identifier: Apache-2.0
#include "client/plainrequest.h"

#include "client/curlrequest.h"
#include "endpoint/httpfetch.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace streamgauge {

namespace {

struct UrlDeleter
{
    void operator()(CURLU *url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, UrlDeleter>;

/// Empty where the URL has no such part.
std::string partOf(const Url &url, CURLUPart part, unsigned flags = 0)
{
    char *text = nullptr;
    if (curl_url_get(url.get(), part, &text, flags) != CURLUE_OK)
        return {};
    std::string copy(text);
    curl_free(text);
    return copy;
}

bool mayHaveProxy(const std::string &host)
{
    if (isLoopback(QString::fromStdString(host)))
        return false;
    return std::ranges::any_of(std::array {"http_proxy", "all_proxy", "ALL_PROXY"}, [](const char *name) {
        const char *const value = std::getenv(name);
        return value && *value != '\0';
    });
}

bool isNamed(const std::string &name, std::initializer_list<const char *> names)
{
    return std::ranges::any_of(names, [&](const char *other) { return qstricmp(name.c_str(), other) == 0; });
}

bool isPlainText(const std::string &text)
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
}

/// The target's own; empty where one of them is not for us. As with libcurl, one without a value is not sent.
std::optional<std::string> ownFields(const HttpTarget &target)
{
    std::string fields;
    for (const auto &[name, value] : target.headers) {
        if (!isPlainText(name) || name.find_first_of(":;") != std::string::npos
            || value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos
            || isNamed(name,
                       {"connection", "content-length", "cookie", "expect", "host", "te", "transfer-encoding",
                        "upgrade", "user-agent", "content-type", "accept"}))
            return std::nullopt;
        if (value.find_first_not_of(" \t") != std::string::npos)
            fields += name + ": " + value + "\r\n";
    }
    return fields;
}

}

std::optional<PlainRequest> plainRequest(const HttpTarget &target, std::size_t bodySize)
{
    if (target.http2 || !isPlainText(target.url))
        return std::nullopt;
    const Url url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, target.url.c_str(), 0) != CURLUE_OK
        || partOf(url, CURLUPART_SCHEME) != "http" || !partOf(url, CURLUPART_USER).empty()
        || !partOf(url, CURLUPART_PASSWORD).empty() || !partOf(url, CURLUPART_ZONEID).empty())
        return std::nullopt;
    const std::string host = partOf(url, CURLUPART_HOST); // with the brackets of IPv6
    const std::string bare = host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
    const auto fields = ownFields(target);
    if (host.empty() || !fields || mayHaveProxy(bare))
        return std::nullopt;
    const std::string port = partOf(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
    std::string path = partOf(url, CURLUPART_PATH, CURLU_URLENCODE);
    if (const std::string query = partOf(url, CURLUPART_QUERY); !query.empty())
        path += '?' + query;
    PlainRequest request {.origin = host + ':' + port, .head = "POST " + path + " HTTP/1.1\r\n"};
    request.head += "Host: " + (port == "80" ? host : request.origin) + "\r\nUser-Agent: " + userAgent + "\r\n"
        + contentTypeField + "\r\n" + acceptField + "\r\n" + *fields + "Content-Length: " + std::to_string(bodySize)
        + "\r\n\r\n";
    return request;
}

}
