// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTableView>

namespace streamgauge {

class EndpointsModel;

/// The endpoints, a row each, one of them chosen.
class EndpointTable : public QTableView
{
    Q_OBJECT

public:
    explicit EndpointTable(EndpointsModel *model, QWidget *parent = nullptr);
};

}
