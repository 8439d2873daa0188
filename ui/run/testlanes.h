// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livesnapshot.h"
#include "run/runfacts.h"

#include <QWidget>

namespace streamgauge {

/// A lane an endpoint, a cell a test: which is waiting, running (and at which repetition), done or failed.
/// Roomy cells show a pip a request and words; where there are many tests they shrink to plain bars.
/// Every cell has its state as a tooltip; the arrow keys walk through the cells.
class TestLanes : public QWidget
{
    Q_OBJECT

public:
    explicit TestLanes(QWidget *parent = nullptr);

    void setFacts(const RunFacts &facts);
    void setSnapshot(const LiveSnapshot &snapshot);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// Sentence about one cell: "Qwen3-32B, Code Generation: running, 1 of 3 done".
    QString cellSentence(std::size_t endpoint, std::size_t test) const;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Cell
    {
        CellState state = CellState::Waiting;
        int planned = 0;
        int finished = 0;
        int failed = 0;
        bool current = false;

        bool operator==(const Cell &) const = default;
    };
    struct Lane
    {
        QString label;
        QString mark; ///< "simulated 10×", or empty
        std::vector<Cell> cells;

        bool operator==(const Lane &) const = default;
    };

    int blockCount() const;
    int rowsPerBlock() const;
    void fitHeight();
    int labelWidth() const;
    int cellWidth() const;
    QRect laneRect(std::size_t lane) const;
    QRect cellRect(std::size_t lane, std::size_t test) const;
    bool roomy() const;
    void drawHeader(QPainter &painter, std::size_t block) const;
    void drawLane(QPainter &painter, std::size_t lane) const;
    void drawCell(QPainter &painter, const QRect &rect, const Cell &cell, const QColor &color) const;
    void moveFocus(int lanes, int tests);

    std::vector<QString> m_tests;
    std::vector<Lane> m_lanes;
    std::size_t m_focusLane = 0;
    std::size_t m_focusTest = 0;
};

}
