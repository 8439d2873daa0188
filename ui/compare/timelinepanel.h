// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "compare/timelines.h"

#include <QWidget>

#include <map>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace streamgauge {

class Card;
class ChunkRows;
class XyChart;

/// The tokens of one request against those of others: of each series the test and the request are chosen.
class TimelinePanel : public QWidget
{
    Q_OBJECT

public:
    explicit TimelinePanel(QWidget *parent = nullptr);

    void setComparison(const Comparison &comparison);

private:
    /// What is chosen of one series.
    struct Choice
    {
        std::size_t series = 0;
        QCheckBox *shown = nullptr;
        QComboBox *test = nullptr;
        QComboBox *request = nullptr;
    };

    /// A choice by what it shows, so that it outlives another series' coming.
    struct Kept
    {
        bool shown = true;
        QString test;
        QString request;
    };

    std::map<QString, Kept> keptChoices() const;
    void restore(const Choice &choice, const Kept &kept);
    void addChoice(std::size_t series, const QString &usualTest);
    void fillRequests(const Choice &choice);
    std::vector<TimelinePick> picks() const;
    void draw();

    Comparison m_comparison;
    QVBoxLayout *m_column;
    Card *m_choicesCard;
    QGridLayout *m_grid = nullptr;
    QWidget *m_rows = nullptr; ///< holds the choices
    std::vector<Choice> m_choices;
    QComboBox *m_threshold;
    XyChart *m_tokens;
    QLabel *m_note = nullptr;
    ChunkRows *m_chunks;
    Card *m_chunksCard;
};

}
