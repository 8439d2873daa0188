// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/transport.h"

#include <curl/curl.h>

namespace streamgauge {

// What libcurl is told of a request, but for whom it calls.

constexpr long readBytes = 65536; ///< of one read
constexpr const char *userAgent = "streamgauge/" STREAMGAUGE_VERSION;
constexpr const char *contentTypeField = "Content-Type: application/json";
constexpr const char *acceptField = "Accept: text/event-stream";

struct SlistDeleter
{
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, SlistDeleter>;

HeaderList headerList(const HttpTarget &target);

/// Options that this version of libcurl has, of the type that it wants: anything else is a mistake of ours.
template<typename Value>
void setOption(CURL *easy, CURLoption option, Value value)
{
    [[maybe_unused]] const CURLcode code = curl_easy_setopt(easy, option, value);
    Q_ASSERT(code == CURLE_OK);
}

/// Where to and how to connect. @p target must outlive the connection's opening.
void setConnection(CURL *easy, const HttpTarget &target);

/// The rest of a request; all three must outlive it.
void setRequest(CURL *easy, const HttpTarget &target, const QByteArray &body, curl_slist *headers);

}
