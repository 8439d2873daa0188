// SPDX-License-Identifier: Apache-2.0
#include "endpoints/simulatedmenu.h"

#include "simulator/simulator.h"

namespace streamgauge {

SimulatedMenu::SimulatedMenu(QWidget *parent)
    : QMenu(parent)
{
    for (const QString &profile : simulatorProfiles()) {
        const auto endpoint = simulatedEndpoint(profile);
        if (!endpoint)
            continue;
        QMenu *speeds = addMenu(endpoint->label);
        for (const double speed : {1.0, 10.0, 100.0}) {
            const QString text = speed > 1 ? tr("%1× real time").arg(speed) : tr("Real time");
            connect(speeds->addAction(text), &QAction::triggered, this, [this, profile, speed] {
                if (const auto simulated = simulatedEndpoint(profile, speed))
                    Q_EMIT chosen(*simulated);
            });
        }
    }
}

}
