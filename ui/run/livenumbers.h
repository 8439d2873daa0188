// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/livesnapshot.h"
#include "run/runfacts.h"

#include <QWidget>

namespace streamgauge {

/// TTFT and TPS of every endpoint so far: warm means with their n, the cold request apart, how tokens are known.
/// Few endpoints get the big type, many a compact table.
class LiveNumbers : public QWidget
{
    Q_OBJECT

public:
    explicit LiveNumbers(QWidget *parent = nullptr);

    void setFacts(const RunFacts &facts);
    void setSnapshot(const LiveSnapshot &snapshot);

    QString sentence(std::size_t endpoint) const; ///< "Qwen3-32B: TTFT 0.143 s, TPS 7.7, n 6, …"

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row
    {
        QString label;
        QString mark; ///< "simulated", or empty
        QString ttft; ///< "–" before the first warm request
        QString tps;
        QString note; ///< "n 6 · cold 0.412 s · from usage"

        bool operator==(const Row &) const = default;
    };

    bool big() const { return m_rows.size() <= 3; }
    int columnWidth(QString Row::*number) const;
    int rowHeight() const;
    void drawHeader(QPainter &painter) const;
    void drawRow(QPainter &painter, const Row &row, const QRect &area) const;

    std::vector<Row> m_rows;
};

}
