// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/runcontroller.h"
#include "scriptedserver.h"

#include <QTemporaryDir>

namespace streamgauge {

/// One test, "A", with a prompt of one word.
Suite suiteOf(int repetitions, int warmup = 0);
Endpoint endpointAt(const QString &url, const QString &label = QStringLiteral("E"));

/// Two chunks of text, "a" and "b", usage and [DONE], on a connection that then closes.
ServerScript goodAnswer(ServerStep::Then then = ServerStep::Then::Close);
/// The same at once, on a connection that stays open.
ServerScript keptAliveAnswer();

/// Runs against servers of the test, into files that vanish with it. What cannot be run ends the test program.
class RunFixture
{
public:
    RunSetup setupFor(const Suite &suite, const std::vector<Endpoint> &endpoints, const PlanOptions &options = {});
    Run runOf(RunSetup setup);
    Run runAgainst(ScriptedServer &server, const QList<ServerScript> &scripts, int repetitions);

    QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    int m_files = 0;
};

}
