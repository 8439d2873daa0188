// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "endpoint/endpoint.h"
#include "suite/madeprompt.h"

#include <QJsonObject>

namespace streamgauge {

/// Prompts once made for a server and model, kept in a small file: the next run need not count again.
class PromptLengths
{
public:
    /// Reads @p path; what is not there or cannot be read is counted again. Empty: nothing is remembered.
    explicit PromptLengths(QString path);

    /// Fills in words, tokens and how they were counted. @p engine: what the server said of itself.
    bool complete(MadePrompt &prompt, const Endpoint &endpoint, const QJsonObject &engine, const Test &test) const;
    void add(const MadePrompt &prompt, const Endpoint &endpoint, const QJsonObject &engine, const Test &test);
    Expected<void> save() const;

    static QString defaultPath(); ///< in the user's data folder

private:
    QString m_path;
    QJsonObject m_known; ///< by a digest of all that a count depends on
};

}
