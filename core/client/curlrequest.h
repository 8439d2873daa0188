// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/transport.h"

#include <curl/curl.h>

namespace streamgauge {

// What libcurl is told of a request, but for whom it calls.

constexpr long readBytes = 65536; ///< of one read

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

/// All three must outlive the request.
void setRequest(CURL *easy, const HttpTarget &target, const QByteArray &body, curl_slist *headers);

}
