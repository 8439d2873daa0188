// SPDX-License-Identifier: Apache-2.0
#include "compare/serieschoices.h"

#include "compare/compareseries.h"
#include "controls/textdialog.h"
#include "tray/seriestray.h"

#include <QColorDialog>
#include <QCoreApplication>

namespace streamgauge {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SeriesChoices", text);
}

/// Calls @p change with the entry's choice, where the entry is still there.
void changeChoice(CompareSeries &series, const SeriesReference &reference, auto change)
{
    const auto &entries = series.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (!(entries[i].reference == reference))
            continue;
        SeriesChoice choice = entries[i].choice;
        change(choice);
        return series.setChoice(static_cast<int>(i), choice);
    }
}

/// One a line; the error names the line.
std::expected<std::vector<Expectation>, QString> parseLines(const QString &text)
{
    std::vector<Expectation> expectations;
    const QStringList lines = text.split(u'\n');
    for (const QString &line : lines) {
        if (line.trimmed().isEmpty())
            continue;
        auto expectation = parseExpectation(line);
        if (!expectation)
            return std::unexpected(expectation.error());
        expectation->source = ExpectationSource::Comparison;
        expectations.push_back(*expectation);
    }
    return expectations;
}

void askLabel(CompareSeries &series, int index, QWidget *parent)
{
    const TrayEntry &entry = series.entries().at(static_cast<std::size_t>(index));
    auto *dialog = new TextDialog(
        TextDialog::Kind::Line, tr("Rename series"),
        tr("In this comparison only; empty for the name that its run has."), [](const QString &) { return QString(); },
        parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setPlaceholder(entry.summary ? entry.summary->label : QString());
    dialog->setText(entry.label());
    QObject::connect(dialog, &TextDialog::chosen, &series,
                     [&series, reference = entry.reference](const QString &label) {
                         changeChoice(series, reference, [&](SeriesChoice &choice) { choice.label = label; });
                     });
    dialog->open();
}

void askColor(CompareSeries &series, int index, QWidget *parent)
{
    const TrayEntry &entry = series.entries().at(static_cast<std::size_t>(index));
    auto *dialog = new QColorDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Colour of %1").arg(entry.label()));
    if (const QColor chosen(entry.choice.color); chosen.isValid())
        dialog->setCurrentColor(chosen);
    QObject::connect(dialog, &QColorDialog::colorSelected, &series,
                     [&series, reference = entry.reference](const QColor &color) {
                         changeChoice(series, reference, [&](SeriesChoice &choice) { choice.color = color.name(); });
                     });
    dialog->open();
}

void askExpectations(CompareSeries &series, int index, QWidget *parent)
{
    const TrayEntry &entry = series.entries().at(static_cast<std::size_t>(index));
    auto *dialog = new TextDialog(
        TextDialog::Kind::Lines, tr("Expectations of %1").arg(entry.label()),
        tr("One a line, of TPS, TTFT or Total Time; those of its suite and endpoint count for the rest."),
        [](const QString &text) {
            const auto read = parseLines(text);
            return read ? QString() : read.error();
        },
        parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setPlaceholder(QStringLiteral("TPS 12..15\nTTFT < 0.14 s\n+20..40 % TPS over baseline"));
    QStringList lines;
    for (const Expectation &expectation : entry.choice.expectations)
        lines.append(expectationText(expectation));
    dialog->setText(lines.join(u'\n'));
    QObject::connect(dialog, &TextDialog::chosen, &series, [&series, reference = entry.reference](const QString &text) {
        const auto read = parseLines(text);
        if (read)
            changeChoice(series, reference, [&](SeriesChoice &choice) { choice.expectations = *read; });
    });
    dialog->open();
}

}

void connectChoices(SeriesTray &tray, CompareSeries &series, QWidget *window)
{
    QObject::connect(&tray, &SeriesTray::renameRequested, window,
                     [&series, window](int index) { askLabel(series, index, window); });
    QObject::connect(&tray, &SeriesTray::otherColorRequested, window,
                     [&series, window](int index) { askColor(series, index, window); });
    QObject::connect(&tray, &SeriesTray::expectationsRequested, window,
                     [&series, window](int index) { askExpectations(series, index, window); });
    const auto referenceAt = [&series](int index) {
        return series.entries().at(static_cast<std::size_t>(index)).reference;
    };
    QObject::connect(&tray, &SeriesTray::colorRequested, &series,
                     [&series, referenceAt](int index, const QString &color) {
                         changeChoice(series, referenceAt(index), [&](SeriesChoice &choice) { choice.color = color; });
                     });
    QObject::connect(&tray, &SeriesTray::hideRequested, &series, [&series, referenceAt](int index, bool hidden) {
        changeChoice(series, referenceAt(index), [&](SeriesChoice &choice) { choice.hidden = hidden; });
    });
}

}
