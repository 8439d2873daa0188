// SPDX-License-Identifier: Apache-2.0
#include "telemetry/pagesource.h"

#include "endpoint/endpointsfile.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QUrl>

namespace streamgauge {

PageSource::PageSource(QNetworkRequest request, Reader reader, QObject *parent)
    : TelemetrySource(parent)
    , m_manager(std::make_unique<QNetworkAccessManager>())
    , m_request(std::move(request))
    , m_reader(std::move(reader))
{
    constexpr auto limit = 3s; // llama.cpp answers between two batches
    m_request.setTransferTimeout(static_cast<int>(milliseconds(limit).count()));
    const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(m_request.url()));
    m_manager->setProxy(isLoopback(m_request.url().host()) ? QNetworkProxy(QNetworkProxy::NoProxy)
                                                           : proxies.value(0, QNetworkProxy(QNetworkProxy::NoProxy)));
}

PageSource::~PageSource() = default;

void PageSource::ask()
{
    if (isAsking() || hasGivenUp())
        return;
    begin();
    m_context = std::make_unique<QObject>();
    fetch(*m_manager, m_request, {}, m_context.get(), [this](const HttpAnswer &answer) { take(answer); });
}

void PageSource::stop()
{
    m_context.reset();
}

void PageSource::take(const HttpAnswer &answer)
{
    const QString page = withoutCredentials(m_request.url().toString(QUrl::RemoveQuery));
    if (answer.status == 0)
        return countFailure(QStringLiteral("no answer from %1").arg(page));
    if (answer.status >= 500 && answer.status != 501)
        return countFailure(QStringLiteral("%1 answered HTTP %2").arg(page).arg(answer.status));
    if (answer.status != 200)
        return giveUp(QStringLiteral("%1 answered HTTP %2").arg(page).arg(answer.status));
    const SampleValues values = m_reader(parseMetrics(answer.body));
    if (values.empty())
        return giveUp(QStringLiteral("%1 has none of the figures looked for").arg(page));
    finish(values);
}

}

#include "moc_pagesource.cpp"
