// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"

#include <QObject>
#include <QProcess>

#include <functional>
#include <memory>

class QNetworkAccessManager;

namespace streamgauge {

struct HttpAnswer;

/// One reset of one endpoint's cache; destroying it ends what is under way.
class CacheResetJob : public QObject
{
    Q_OBJECT

public:
    /// @p problem: why the cache was not reset, a sentence without its point; empty where it was. @p answer: the first
    /// 2 KiB of what the server or the command said.
    using Done = std::function<void(const QString &problem, const QString &answer)>;

    explicit CacheResetJob(Done done);
    ~CacheResetJob() override;

    void start(const Endpoint &endpoint, const QString &apiKey); ///< calls back later, once

private:
    void post(const Endpoint &endpoint, const QString &apiKey);
    void run(const QStringList &command);
    void takeAnswer(const QString &url, const HttpAnswer &answer);
    void takeEnd();

    const Done m_done;
    std::unique_ptr<QNetworkAccessManager> m_manager;
    std::unique_ptr<QProcess> m_process;
    QString m_command; ///< as it may be shown
};

}
