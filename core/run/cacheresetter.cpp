// SPDX-License-Identifier: Apache-2.0
#include "run/cacheresetter.h"

#include "run/cacheresetjob.h"

namespace streamgauge {

CacheResetter::CacheResetter(std::vector<Endpoint> endpoints, std::vector<QString> apiKeys, nanoseconds limit,
                             QObject *parent)
    : QObject(parent)
    , m_endpoints(std::move(endpoints))
    , m_apiKeys(std::move(apiKeys))
{
    m_limit.setSingleShot(true);
    m_limit.setInterval(duration_cast<milliseconds>(limit));
    connect(&m_limit, &QTimer::timeout, this, &CacheResetter::giveUp);
}

CacheResetter::~CacheResetter() = default;

void CacheResetter::reset(int stage, const std::vector<int> &endpoints)
{
    m_stage = stage;
    m_problems.clear();
    m_jobs.clear();
    for (const int endpoint : endpoints)
        m_jobs[endpoint] = std::make_unique<CacheResetJob>(
            [this, endpoint](const QString &problem, const QString &answer) { take(endpoint, problem, answer); });
    m_limit.start();
    for (const int endpoint : endpoints) {
        const auto e = static_cast<std::size_t>(endpoint);
        m_jobs.at(endpoint)->start(m_endpoints.at(e), m_apiKeys.at(e));
    }
}

void CacheResetter::take(int endpoint, const QString &problem, const QString &answer)
{
    if (!problem.isEmpty())
        m_problems[endpoint] = {.kind = QStringLiteral("cache-reset"),
                                .message = QStringLiteral("not sent, as the cache was not reset: %1").arg(problem),
                                .body = answer};
    // Not now: it is the job that calls.
    m_jobs.extract(endpoint).mapped().release()->deleteLater();
    if (m_jobs.empty())
        finish();
}

void CacheResetter::giveUp()
{
    const auto limit = duration_cast<std::chrono::duration<double>>(m_limit.intervalAsDuration());
    for (const auto &[endpoint, job] : m_jobs)
        m_problems[endpoint] = {.kind = QStringLiteral("cache-reset"),
                                .message = QStringLiteral("not sent, as the cache was not reset: no end of it within "
                                                          "%1 s")
                                               .arg(limit.count()),
                                .body = {}};
    m_jobs.clear();
    finish();
}

void CacheResetter::finish()
{
    m_limit.stop();
    Q_EMIT finished(m_stage, m_problems);
}

}

#include "moc_cacheresetter.cpp"
