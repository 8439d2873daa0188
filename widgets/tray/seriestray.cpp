// SPDX-License-Identifier: Apache-2.0
#include "tray/seriestray.h"

#include "theme/theme.h"

#include <QDragEnterEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int gap = 8;
constexpr int lineHeight = 32;

int indexIn(const std::vector<SeriesChip *> &chips, const SeriesChip *chip)
{
    return static_cast<int>(std::ranges::find(chips, chip) - chips.begin());
}

}

SeriesTray::SeriesTray(QWidget *parent)
    : QWidget(parent)
{
    setAcceptDrops(true);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void SeriesTray::setChips(const std::vector<ChipData> &chips)
{
    while (m_chips.size() < chips.size())
        m_chips.push_back(addChip());
    while (m_chips.size() > chips.size()) {
        const bool hadFocus = m_chips.back()->hasFocus();
        m_chips.back()->deleteLater();
        m_chips.back()->hide();
        m_chips.pop_back();
        if (hadFocus && !m_chips.empty())
            m_chips.back()->setFocus();
    }
    for (std::size_t i = 0; i < chips.size(); ++i)
        m_chips[i]->setData(chips[i]);
    updateGeometry();
    arrange();
}

void SeriesTray::setTrailingWidget(QWidget *widget)
{
    m_trailing = widget;
    widget->setParent(this);
    widget->show();
    arrange();
}

SeriesChip *SeriesTray::addChip()
{
    auto *chip = new SeriesChip(this);
    const auto index = [this, chip] { return indexIn(m_chips, chip); };
    connect(chip, &SeriesChip::baselineRequested, this, [=, this] { Q_EMIT baselineRequested(index()); });
    connect(chip, &SeriesChip::removeRequested, this, [=, this] { Q_EMIT removeRequested(index()); });
    connect(chip, &SeriesChip::renameRequested, this, [=, this] { Q_EMIT renameRequested(index()); });
    connect(chip, &SeriesChip::hideRequested, this, [=, this] { Q_EMIT hideRequested(index(), !chip->data().hidden); });
    connect(chip, &SeriesChip::menuRequested, this, [=, this](const QPoint &at) { showMenu(index(), at); });
    connect(chip, &SeriesChip::dropped, this, [=, this](bool cancelled) { endDrag(index(), cancelled); });
    connect(chip, &SeriesChip::dragged, this, [this](const QPoint &at) {
        m_gap = gapAt(at);
        update();
    });
    connect(chip, &SeriesChip::stepRequested, this, [=, this](int places) {
        const int to = index() + places;
        if (to >= 0 && to < static_cast<int>(m_chips.size()))
            m_chips[static_cast<std::size_t>(to)]->setFocus();
    });
    connect(chip, &SeriesChip::moveRequested, this, [=, this](int places) {
        const int to = index() + places;
        if (to < 0 || to >= static_cast<int>(m_chips.size()))
            return;
        Q_EMIT moveRequested(index(), to);
        m_chips[static_cast<std::size_t>(to)]->setFocus(); // stays with the series that moved
    });
    chip->show();
    return chip;
}

QSize SeriesTray::sizeHint() const
{
    return {480, heightForWidth(std::max(width(), 480))};
}

QSize SeriesTray::minimumSizeHint() const
{
    return {160, lineHeight};
}

int SeriesTray::heightForWidth(int width) const
{
    const std::vector<QRect> rects = places(width);
    return rects.empty() ? lineHeight : rects.back().bottom() + 1;
}

std::vector<QRect> SeriesTray::places(int width) const
{
    std::vector<QSize> sizes;
    for (const SeriesChip *chip : m_chips)
        sizes.push_back(chip->sizeHint());
    if (m_trailing)
        sizes.push_back(m_trailing->sizeHint());
    std::vector<QRect> rects;
    QPoint at;
    for (const QSize &size : sizes) {
        const int wide = std::min(size.width(), width);
        if (at.x() > 0 && at.x() + wide > width)
            at = {0, at.y() + lineHeight + gap};
        rects.emplace_back(at, QSize(wide, lineHeight));
        at.rx() += wide + gap;
    }
    return rects;
}

void SeriesTray::arrange()
{
    m_places = places(width());
    for (std::size_t i = 0; i < m_chips.size(); ++i)
        m_chips[i]->setGeometry(m_places[i]);
    if (m_trailing && !m_places.empty())
        m_trailing->setGeometry(m_places.back());
    update();
}

int SeriesTray::gapAt(const QPoint &position) const
{
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const QRect &place = m_places[i];
        const bool above = position.y() < place.top() - gap / 2;
        const bool sameLine = !above && position.y() <= place.bottom() + gap / 2;
        if (above || (sameLine && position.x() < place.center().x()))
            return static_cast<int>(i);
    }
    return static_cast<int>(m_chips.size());
}

void SeriesTray::endDrag(int from, bool cancelled)
{
    const std::optional<int> before = std::exchange(m_gap, std::nullopt);
    arrange();
    if (cancelled || !before)
        return;
    const int to = *before > from ? *before - 1 : *before;
    if (to != from)
        Q_EMIT moveRequested(from, to);
}

void SeriesTray::showMenu(int index, const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int last = static_cast<int>(m_chips.size()) - 1;
    const auto add = [menu](const QString &text, const QKeySequence &keys, bool enabled, auto action) {
        QAction *entry = menu->addAction(text, action);
        entry->setShortcut(keys);
        entry->setEnabled(enabled);
    };
    const ChipData &chip = m_chips[static_cast<std::size_t>(index)]->data();
    const bool ready = chip.state == ChipData::State::Ready;
    add(tr("Make it the baseline"), Qt::Key_Return, ready && !chip.baseline && !chip.hidden,
        [=, this] { Q_EMIT baselineRequested(index); });
    add(tr("Rename…"), Qt::Key_F2, ready, [=, this] { Q_EMIT renameRequested(index); });
    addColors(*menu, index);
    add(tr("Expectations…"), {}, ready, [=, this] { Q_EMIT expectationsRequested(index); });
    add(chip.hidden ? tr("Show") : tr("Hide"), Qt::Key_H, ready,
        [this, index, hide = !chip.hidden] { Q_EMIT hideRequested(index, hide); });
    menu->addSeparator();
    add(tr("Move left"), Qt::CTRL | Qt::Key_Left, index > 0, [=, this] { Q_EMIT moveRequested(index, index - 1); });
    add(tr("Move right"), Qt::CTRL | Qt::Key_Right, index < last,
        [=, this] { Q_EMIT moveRequested(index, index + 1); });
    menu->addSeparator();
    add(tr("Remove"), Qt::Key_Delete, true, [=, this] { Q_EMIT removeRequested(index); });
    menu->popup(globalPosition);
}

void SeriesTray::addColors(QMenu &menu, int index)
{
    constexpr int swatch = 16;
    QMenu *colors = menu.addMenu(tr("Colour"));
    colors->setEnabled(m_chips[static_cast<std::size_t>(index)]->data().state == ChipData::State::Ready);
    colors->addAction(tr("Usual"), [=, this] { Q_EMIT colorRequested(index, {}); });
    const Theme &theme = currentTheme();
    for (qsizetype slot = 0; slot < static_cast<qsizetype>(theme.series.size()); ++slot) {
        QPixmap dot(QSize(swatch, swatch) * devicePixelRatioF());
        dot.setDevicePixelRatio(devicePixelRatioF());
        dot.fill(Qt::transparent);
        QPainter painter(&dot);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.series.at(slot));
        painter.drawEllipse(QRectF(2, 2, swatch - 4, swatch - 4));
        painter.end();
        const QString number = QString::number(slot + 1);
        colors->addAction(dot, number, [=, this] { Q_EMIT colorRequested(index, number); });
    }
    colors->addAction(tr("Other…"), [=, this] { Q_EMIT otherColorRequested(index); });
}

bool SeriesTray::event(QEvent *event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::LayoutRequest)
        arrange();
    return QWidget::event(event);
}

void SeriesTray::resizeEvent(QResizeEvent *)
{
    arrange();
}

void SeriesTray::paintEvent(QPaintEvent *)
{
    if (!m_gap)
        return;
    const Theme &theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto index = static_cast<std::size_t>(*m_gap);
    QRect place = m_chips.empty() ? QRect(0, 0, 0, lineHeight) : QRect();
    if (!m_chips.empty())
        place = index < m_chips.size() ? m_places[index] : m_places[m_chips.size() - 1];
    const double x = index < m_chips.size() ? place.left() - gap / 2.0 : place.right() + 1 + gap / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawRoundedRect(QRectF(std::max(0.0, x - 1.5), place.top() + 2, 3, lineHeight - 4), 1.5, 1.5);
}

void SeriesTray::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_accepts || !event->mimeData() || !m_accepts(*event->mimeData()))
        return event->ignore();
    m_gap = gapAt(event->position().toPoint());
    event->setDropAction(Qt::CopyAction);
    event->accept();
    update();
}

void SeriesTray::dragMoveEvent(QDragMoveEvent *event)
{
    m_gap = gapAt(event->position().toPoint());
    event->setDropAction(Qt::CopyAction);
    event->accept();
    update();
}

void SeriesTray::dragLeaveEvent(QDragLeaveEvent *)
{
    m_gap.reset();
    update();
}

void SeriesTray::dropEvent(QDropEvent *event)
{
    const int index = gapAt(event->position().toPoint());
    m_gap.reset();
    event->setDropAction(Qt::CopyAction);
    event->accept();
    update();
    Q_EMIT dataDropped(event->mimeData(), index);
}

}
