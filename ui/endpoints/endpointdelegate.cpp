// SPDX-License-Identifier: Apache-2.0
#include "endpoints/endpointdelegate.h"

#include "controls/spacing.h"
#include "controls/statelabel.h"
#include "endpoints/endpointsmodel.h"
#include "theme/theme.h"

#include <QApplication>
#include <QPainter>

namespace streamgauge {

QSize EndpointDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    constexpr int dotAndMargins = 56;
    QFont font = currentTheme().body;
    font.setWeight(QFont::DemiBold);
    const int text = QFontMetrics(font).horizontalAdvance(index.data().toString());
    return {text + dotAndMargins, QStyledItemDelegate::sizeHint(option, index).height()};
}

void EndpointDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem background(option);
    initStyleOption(&background, index);
    const QString text = std::exchange(background.text, {});
    option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

    const Theme &theme = currentTheme();
    const auto state = static_cast<EndpointState>(index.data(EndpointsModel::StateRole).toInt());
    const bool isLabel = index.column() == EndpointsModel::Label;
    const bool isState = index.column() == EndpointsModel::State;
    constexpr double dot = 9;
    QRectF area = QRectF(option.rect).adjusted(spacing::medium, 0, -spacing::small, 0);
    const QRectF dotArea(area.left(), area.center().y() - dot / 2, dot, dot);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QFont font = theme.body;
    QColor color = isLabel ? theme.text : theme.mutedText;
    if (isLabel) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(seriesColor(theme, text));
        painter->drawEllipse(dotArea);
        font.setWeight(QFont::DemiBold);
    } else if (isState) {
        paintStateDot(*painter, dotArea, state);
        color = stateColor(state);
    }
    if (isLabel || isState)
        area.setLeft(dotArea.right() + spacing::small);
    painter->setFont(font);
    painter->setPen(color);
    const Qt::TextElideMode mode = index.column() == EndpointsModel::Model ? Qt::ElideMiddle : Qt::ElideRight;
    painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      QFontMetricsF(font).elidedText(text, mode, area.width()));
    painter->restore();
}

}
