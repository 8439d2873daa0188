// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tray/serieschip.h"

#include <QMimeData>

#include <functional>
#include <optional>
#include <vector>

class QMenu;

namespace streamgauge {

/// The series being compared, as a row of chips that wraps. Shows what it is given and asks for every change.
class SeriesTray : public QWidget
{
    Q_OBJECT

public:
    explicit SeriesTray(QWidget *parent = nullptr);

    void setChips(const std::vector<ChipData> &chips);
    std::size_t count() const { return m_chips.size(); }
    SeriesChip *chip(std::size_t index) const { return m_chips[index]; }

    /// Put after the last chip ("Add…"); the tray takes it.
    void setTrailingWidget(QWidget *widget);
    /// What may be dropped; nothing by default.
    void setAcceptor(std::function<bool(const QMimeData &)> accepts) { m_accepts = std::move(accepts); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void baselineRequested(int index);
    void removeRequested(int index);
    void renameRequested(int index);
    void expectationsRequested(int index);
    void hideRequested(int index, bool hidden);
    /// "1" to "8" of the palette, or empty: the usual one.
    void colorRequested(int index, const QString &color);
    void otherColorRequested(int index);                ///< one that the palette has not
    void moveRequested(int from, int to);               ///< to: its index afterwards
    void dataDropped(const QMimeData *data, int index); ///< to be inserted before that chip

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    SeriesChip *addChip();
    std::vector<QRect> places(int width) const; ///< of the chips, then of the trailing widget
    void arrange();
    int gapAt(const QPoint &position) const; ///< index of the chip a drop there goes before
    void endDrag(int from, bool cancelled);
    void showMenu(int index, const QPoint &globalPosition);
    void addColors(QMenu &menu, int index);

    std::vector<SeriesChip *> m_chips;
    std::vector<QRect> m_places;
    QWidget *m_trailing = nullptr;
    std::function<bool(const QMimeData &)> m_accepts;
    std::optional<int> m_gap; ///< where a drag under way would go
};

}
