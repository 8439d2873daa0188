// SPDX-License-Identifier: Apache-2.0
#include "client/curlrequest.h"

#include "endpoint/httpfetch.h"

#include <QUrl>

namespace streamgauge {

HeaderList headerList(const HttpTarget &target)
{
    curl_slist *list = nullptr;
    for (const char *fixed : {"Expect:", contentTypeField, acceptField})
        list = curl_slist_append(list, fixed);
    for (const auto &[name, value] : target.headers)
        list = curl_slist_append(list, (name + ": " + value).c_str());
    return HeaderList(list);
}

void setConnection(CURL *easy, const HttpTarget &target)
{
    setOption(easy, CURLOPT_URL, target.url.c_str());
    setOption(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    setOption(easy, CURLOPT_NOSIGNAL, 1L);
    setOption(easy, CURLOPT_TCP_NODELAY, 1L);
    setOption(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    setOption(easy, CURLOPT_CONNECTTIMEOUT_MS,
              static_cast<long>(duration_cast<milliseconds>(target.connectLimit).count()));
    if (!target.caFile.empty())
        setOption(easy, CURLOPT_CAINFO, target.caFile.c_str());
    if (isLoopback(QUrl(QString::fromStdString(target.url)).host()))
        setOption(easy, CURLOPT_PROXY, "");
}

void setRequest(CURL *easy, const HttpTarget &target, const QByteArray &body, curl_slist *headers)
{
    setOption(easy, CURLOPT_POST, 1L);
    setOption(easy, CURLOPT_POSTFIELDS, body.constData());
    setOption(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    setOption(easy, CURLOPT_HTTPHEADER, headers);
    setOption(easy, CURLOPT_USERAGENT, userAgent);
    setOption(easy, CURLOPT_HTTP_VERSION, target.http2 ? long(CURL_HTTP_VERSION_2) : long(CURL_HTTP_VERSION_1_1));
    setOption(easy, CURLOPT_BUFFERSIZE, readBytes);
}

}
