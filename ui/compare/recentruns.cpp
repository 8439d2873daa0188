// SPDX-License-Identifier: Apache-2.0
#include "compare/recentruns.h"

#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "runfile/bundledruns.h"
#include "savedruns/runtext.h"

#include <QLayoutItem>
#include <QVBoxLayout>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int listWidth = 520;
constexpr int most = 5;

QString describe(const RunEntry &entry)
{
    QStringList labels;
    for (const SeriesSummary &series : entry.series)
        labels << series.label;
    const QString models =
        labels.size() <= 2 ? labels.join(QStringLiteral(", ")) : RecentRuns::tr("%1 models").arg(labels.size());
    QStringList words {runTitle(entry)};
    if (!entry.bundled && !models.isEmpty() && models != entry.title)
        words << models;
    if (entry.started.isValid())
        words << dateText(entry.started, QDateTime::currentDateTime());
    return words.join(QStringLiteral("  ·  "));
}

}

RecentRuns::RecentRuns(QWidget *parent)
    : QWidget(parent)
    , m_list(new QVBoxLayout)
    , m_sentence(mutedLabel({}, this))
    , m_reference(quietButton(tr("All reference runs side by side"), this))
    , m_all(quietButton(tr("All saved runs"), this))
{
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setFixedWidth(listWidth);
    m_list->setSpacing(spacing::small);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(spacing::medium);
    column->addStretch(2);
    column->addWidget(headingLabel(tr("Drop runs here"), this), 0, Qt::AlignHCenter);
    column->addWidget(m_sentence, 0, Qt::AlignHCenter);
    column->addSpacing(spacing::small);
    column->addLayout(m_list);
    column->addWidget(m_reference, 0, Qt::AlignHCenter);
    column->addWidget(m_all, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(static_cast<QPushButton *>(m_reference), &QPushButton::clicked, this, [this] {
        std::vector<SeriesReference> runs;
        for (const QString &path : bundledRuns())
            runs.push_back({path, std::nullopt});
        Q_EMIT runsChosen(runs);
    });
    connect(static_cast<QPushButton *>(m_all), &QPushButton::clicked, this, &RecentRuns::savedRunsRequested);
    setRuns({});
}

void RecentRuns::setRuns(const std::vector<RunEntry> &newestFirst)
{
    while (QLayoutItem *item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const RunEntry &entry : newestFirst) {
        if (!entry.problem.isEmpty() || m_list->count() == most)
            continue;
        QPushButton *button = secondaryButton({}, this);
        const QString text = describe(entry);
        button->setText(button->fontMetrics().elidedText(text, Qt::ElideRight, listWidth - 40));
        button->setToolTip(tr("Add to the comparison: %1").arg(text));
        button->setAccessibleName(text);
        button->setFixedWidth(listWidth);
        m_list->addWidget(button, 0, Qt::AlignHCenter);
        connect(button, &QPushButton::clicked, this,
                [this, path = entry.path] { Q_EMIT runsChosen({{path, std::nullopt}}); });
    }
    const bool hasOwn = std::ranges::any_of(newestFirst, [](const RunEntry &entry) { return !entry.bundled; });
    m_sentence->setText(hasOwn ? tr("Drag saved runs or run files to this page to see them side by side, or begin with "
                                    "one of the latest:")
                               : tr("Saved runs and run files can be dragged to this page to see them side by side. "
                                    "There are none of your own yet; these are published figures of a DGX Spark:"));
    m_sentence->setFixedHeight(m_sentence->heightForWidth(listWidth));
    m_reference->setVisible(std::ranges::any_of(newestFirst, &RunEntry::bundled));
    m_all->setVisible(m_list->count() > 0);
}

}
