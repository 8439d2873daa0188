// SPDX-License-Identifier: Apache-2.0
#include "compare/addmenu.h"

#include "savedruns/runtext.h"

#include <QMenu>

namespace streamgauge {

namespace {

constexpr int most = 15;

/// "&" would be taken for a mnemonic.
QString menuText(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

}

void fillAddMenu(QMenu &menu, const std::vector<RunEntry> &newestFirst,
                 const std::function<void(const SeriesReference &)> &chosen)
{
    menu.clear();
    for (const RunEntry &entry : newestFirst) {
        if (!entry.problem.isEmpty() || entry.series.empty() || menu.actions().size() == most)
            continue;
        const QString title =
            QStringLiteral("%1  ·  %2").arg(entry.title, dateText(entry.started, QDateTime::currentDateTime()));
        if (entry.series.size() == 1) {
            menu.addAction(menuText(title), [chosen, path = entry.path] { chosen({path, std::nullopt}); });
            continue;
        }
        QMenu *models = menu.addMenu(menuText(title));
        models->addAction(QMenu::tr("All models"), [chosen, path = entry.path] { chosen({path, std::nullopt}); });
        models->addSeparator();
        for (int endpoint = 0; endpoint < static_cast<int>(entry.series.size()); ++endpoint)
            models->addAction(menuText(entry.series[static_cast<std::size_t>(endpoint)].label),
                              [chosen, path = entry.path, endpoint] { chosen({path, endpoint}); });
    }
    if (menu.isEmpty())
        menu.addAction(QMenu::tr("No saved runs"))->setEnabled(false);
}

}
