// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "endpoint/endpoint.h"
#include "metrics/requestrecord.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

namespace streamgauge {

class CacheResetJob;

/// Resets the caches of endpoints before cold requests, all of a stage at once. Lives on the controller's thread: HTTP
/// and processes have no place on the measuring one.
class CacheResetter : public QObject
{
    Q_OBJECT

public:
    /// Why the cache of an endpoint was not reset, by endpoint.
    using Problems = std::map<int, RequestError>;

    /// URLs of @p endpoints are known; @p apiKeys has one for each. What takes longer than @p limit is ended.
    CacheResetter(std::vector<Endpoint> endpoints, std::vector<QString> apiKeys, nanoseconds limit,
                  QObject *parent = nullptr);
    ~CacheResetter() override;

    void reset(int stage, const std::vector<int> &endpoints); ///< finished() follows, never before it returns

Q_SIGNALS:
    void finished(int stage, const std::map<int, streamgauge::RequestError> &problems);

private:
    void take(int endpoint, const QString &problem, const QString &answer);
    void giveUp();
    void finish();

    const std::vector<Endpoint> m_endpoints;
    const std::vector<QString> m_apiKeys;
    QTimer m_limit;
    int m_stage = -1;
    Problems m_problems;
    std::map<int, std::unique_ptr<CacheResetJob>> m_jobs; ///< by endpoint; those not done yet
};

}
