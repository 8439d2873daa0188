// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

namespace streamgauge {

/// What a chip shows of a series.
struct ChipData
{
    enum class State { Ready, Loading, Failed };

    QString label;
    QString detail; ///< muted, after the label: "dual"
    QColor color;
    bool baseline = false;
    bool simulated = false;
    bool hidden = false; ///< in the tray, but not compared
    State state = State::Ready;
    QString toolTip; ///< the whole story, or why it failed

    bool operator==(const ChipData &) const = default;
};

/// One series in a tray: dot, label, ×. Enter or a click on the dot makes it the baseline, which has a star; F2 or a
/// double click renames it, H hides it, Del or × removes it, Ctrl with an arrow moves it, dragging it too.
class SeriesChip : public QWidget
{
    Q_OBJECT

public:
    explicit SeriesChip(QWidget *parent = nullptr);

    void setData(const ChipData &data);
    const ChipData &data() const { return m_data; }

    QSize sizeHint() const override;
    QRect starRect() const;
    QRect removeRect() const;

Q_SIGNALS:
    void baselineRequested();
    void removeRequested();
    void renameRequested();
    void hideRequested();           ///< or to be shown again
    void moveRequested(int places); ///< by keyboard; negative: to the left
    void stepRequested(int places); ///< focus to a neighbour
    void menuRequested(const QPoint &globalPosition);
    void dragged(const QPoint &parentPosition); ///< while the mouse drags the chip; of the mouse
    void dropped(bool cancelled);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    enum class Part { None, Body, Star, Remove };

    Part partAt(const QPoint &position) const;
    void setHovered(Part part);
    int labelLeft() const;
    void paintMarks(QPainter &painter) const;

    ChipData m_data;
    Part m_hovered = Part::None;
    Part m_pressed = Part::None;
    QPoint m_pressedAt;
    bool m_dragging = false;
};

}
