// SPDX-License-Identifier: Apache-2.0
#include "endpoints/endpointtable.h"

#include "endpoints/endpointdelegate.h"
#include "endpoints/endpointsmodel.h"

#include <QHeaderView>

namespace streamgauge {

EndpointTable::EndpointTable(EndpointsModel *model, QWidget *parent)
    : QTableView(parent)
{
    setObjectName(QStringLiteral("endpoints"));
    setAccessibleName(tr("Endpoints"));
    setModel(model);
    setItemDelegate(new EndpointDelegate(this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setProperty("outlined", true);
    verticalHeader()->hide();
    constexpr int rowHeight = 44;
    verticalHeader()->setDefaultSectionSize(rowHeight);
    QHeaderView *header = horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(EndpointsModel::Label, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(EndpointsModel::Hardware, QHeaderView::ResizeToContents);
}

}
