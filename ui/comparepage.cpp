// SPDX-License-Identifier: Apache-2.0
#include "comparepage.h"

#include "compare/addmenu.h"
#include "compare/compareview.h"
#include "compare/comparisonfiles.h"
#include "compare/exportdialog.h"
#include "compare/exportfile.h"
#include "compare/recentruns.h"
#include "compare/serieschips.h"
#include "compare/serieschoices.h"
#include "controls/buttons.h"
#include "controls/notice.h"
#include "controls/page.h"
#include "controls/spacing.h"
#include "figure/deck.h"
#include "figure/picture.h"
#include "report/report.h"
#include "runfile/runlibrary.h"
#include "savedruns/reveal.h"
#include "tray/seriestray.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

enum Side { EmptySide, FilledSide };

QStringList comparisonsIn(const QMimeData &data)
{
    QStringList paths;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls)
        if (url.isLocalFile() && isComparisonFileName(url.fileName()))
            paths.append(url.toLocalFile());
    return paths;
}

}

ComparePage::ComparePage(RunLibrary &library, QWidget *parent)
    : QWidget(parent)
    , m_library(library)
    , m_tray(new SeriesTray(this))
    , m_notice(new Notice(this))
    , m_stack(new QStackedWidget(this))
    , m_recent(new RecentRuns(this))
    , m_view(new CompareView(this))
    , m_files(new ComparisonFiles(m_series, m_library.folder(), this))
    , m_comparison(secondaryButton({}, this))
    , m_copy(secondaryButton(tr("Copy"), this))
    , m_export(primaryButton(tr("Export…"), this))
{
    setAcceptDrops(true);
    m_notice->setClosable(true);
    m_stack->addWidget(m_recent);
    m_stack->addWidget(m_view);
    QVBoxLayout *column = makePage(this);
    column->addWidget(makeTop());
    column->addWidget(m_notice);
    column->addWidget(m_stack, 1);

    connectTray();
    connect(&m_series, &CompareSeries::changed, this, &ComparePage::refresh);
    connect(&m_series, &CompareSeries::readingFailed, this,
            [this](const QString &, const QString &problem) { fail(tr("Cannot be compared."), problem); });
    connect(m_files, &ComparisonFiles::failed, this, &ComparePage::fail);
    connect(m_files, &ComparisonFiles::nameChanged, this, &ComparePage::showName);
    connect(m_files, &ComparisonFiles::saved, this, [this](const QString &path) { sayWhatIsSaved({path}); });
    connect(m_view, &CompareView::coldChanged, &m_series, &CompareSeries::setCold);
    connect(m_recent, &RecentRuns::runsChosen, this,
            [this](const std::vector<SeriesReference> &runs) { addSeries(runs); });
    connect(m_recent, &RecentRuns::savedRunsRequested, this, &ComparePage::savedRunsRequested);
    connect(m_notice, &Notice::actionTriggered, this, [this] { revealInFileManager(m_saved); });
    connect(&m_library, &RunLibrary::entriesChanged, this, [this] { m_recent->setRuns(m_library.entries()); });
    m_recent->setRuns(m_library.entries());
    refresh();
}

QWidget *ComparePage::makeTop()
{
    auto *top = new QWidget(this);
    makeCopyMenu();
    m_comparison->setProperty("menu", true);
    m_comparison->setMenu(m_files->menu());
    m_tray->setTrailingWidget(makeAddButton());
    addShortcut(m_export, Qt::CTRL | Qt::Key_E, tr("Save the picture"));
    connect(m_export, &QPushButton::clicked, this, &ComparePage::openExportDialog);

    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::small);
    row->addWidget(m_tray, 1);
    row->addSpacing(spacing::small);
    for (QPushButton *button : {m_comparison, m_copy, m_export})
        row->addWidget(button, 0, Qt::AlignTop);
    return top;
}

QPushButton *ComparePage::makeAddButton()
{
    QPushButton *add = quietButton(tr("+ Add…"), this);
    add->setToolTip(tr("Add saved runs or single models; they can be dropped here too"));
    auto *menu = new QMenu(add);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        fillAddMenu(*menu, m_library.entries(), [this](const SeriesReference &one) { addSeries({one}); });
        menu->addSeparator();
        menu->addAction(tr("All saved runs…"), this, &ComparePage::savedRunsRequested);
    });
    connect(add, &QPushButton::clicked, menu,
            [add, menu] { menu->popup(add->mapToGlobal(QPoint(0, add->height() + spacing::tight))); });
    return add;
}

void ComparePage::makeCopyMenu()
{
    m_copy->setProperty("menu", true);
    auto *menu = new QMenu(m_copy);
    QAction *picture = menu->addAction(tr("Picture"), this, &ComparePage::copyPicture);
    picture->setShortcut(QKeySequence::Copy);
    menu->addAction(tr("Tables for a sheet, a document or a slide"), this, &ComparePage::copyForSheet);
    menu->addAction(tr("Tables as Markdown"), this, &ComparePage::copyAsMarkdown);
    m_copy->setMenu(menu);
    m_copy->setToolTip(tr("Copy the picture  (Ctrl+C) or the tables"));
    addAction(picture); // the shortcut works without opening the menu
}

void ComparePage::connectTray()
{
    m_tray->setAcceptor(hasReferences);
    connect(m_tray, &SeriesTray::baselineRequested, &m_series, &CompareSeries::setBaseline);
    connect(m_tray, &SeriesTray::removeRequested, &m_series, &CompareSeries::remove);
    connect(m_tray, &SeriesTray::moveRequested, &m_series, &CompareSeries::move);
    connectChoices(*m_tray, m_series, this);
    connect(m_tray, &SeriesTray::dataDropped, this,
            [this](const QMimeData *dropped, int index) { m_series.add(referencesFrom(*dropped), index); });
}

void ComparePage::openRuns(const QStringList &paths)
{
    std::vector<SeriesReference> references;
    for (const QString &path : paths) {
        if (isComparisonFileName(path))
            m_files->open(path);
        else
            references.push_back({path, std::nullopt});
    }
    if (!references.empty())
        m_series.add(references);
}

void ComparePage::addSeries(const std::vector<SeriesReference> &series)
{
    m_series.add(series);
}

void ComparePage::refresh()
{
    const Comparison comparison = m_series.comparison();
    const bool any = !comparison.series.empty();
    showTray(comparison);
    // While files are read, the first series are a picture to begin with; the rest comes all at once.
    const bool isWaiting = m_series.reading() && m_stack->currentIndex() == FilledSide;
    if (any && !isWaiting)
        m_view->setComparison(comparison);
    if (any && m_recent->isAncestorOf(focusWidget())) // which is about to be hidden
        m_tray->chip(0)->setFocus();
    m_stack->setCurrentIndex(any ? FilledSide : EmptySide);
    for (QPushButton *button : {m_copy, m_export})
        button->setEnabled(any);
}

void ComparePage::showTray(const Comparison &comparison)
{
    m_tray->setChips(chipsOf(m_series, comparison));
    showName();
}

void ComparePage::showName()
{
    constexpr int widest = 180;
    const QString name = m_files->name();
    const QString shown = fontMetrics().elidedText(name, Qt::ElideRight, widest);
    const QString changed = m_files->isChanged() ? QStringLiteral(" •") : QString();
    m_comparison->setText(name.isEmpty() ? tr("Comparison") : shown + changed);
    m_comparison->setAccessibleName(tr("Comparison %1").arg(name).trimmed());
    m_comparison->setToolTip(changed.isEmpty()
                                 ? tr("Open or save a comparison: its series, their order, names and colours")
                                 : tr("%1 was changed since it was saved").arg(name));
}

void ComparePage::fail(const QString &title, const QString &problem)
{
    m_saved.clear();
    m_notice->say(Notice::Level::Error, problem, title);
    m_notice->setAction({});
}

void ComparePage::copyPicture()
{
    const Comparison comparison = m_series.comparison();
    if (comparison.series.empty())
        return;
    const PictureOptions options = defaultOptions(comparison);
    copyToClipboard(pictureScene(comparison, options), options.size);
    m_notice->setAction({});
    m_notice->say(Notice::Level::Good, tr("The picture is on the clipboard."));
}

void ComparePage::copyForSheet()
{
    auto *tables = new QMimeData; // each program takes what it can keep cells of
    tables->setText(m_view->tablesAsTsv());
    tables->setHtml(m_view->tablesAsHtml());
    QGuiApplication::clipboard()->setMimeData(tables);
    m_notice->setAction({});
    m_notice->say(Notice::Level::Good,
                  tr("The tables are on the clipboard; sheets, documents and slides keep their cells."));
}

void ComparePage::copyAsMarkdown()
{
    QGuiApplication::clipboard()->setText(toMarkdown(m_series.comparison()));
    m_notice->setAction({});
    m_notice->say(Notice::Level::Good, tr("The tables are on the clipboard as Markdown."));
}

void ComparePage::openExportDialog()
{
    const Comparison comparison = m_series.comparison();
    if (comparison.series.empty())
        return;
    auto *dialog = new ExportDialog(comparison, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exportRequested, this, &ComparePage::save);
    dialog->open();
}

void ComparePage::save(const QString &path, const PictureOptions &options)
{
    const Comparison comparison = m_series.comparison();
    if (options.chart == everyChart) {
        const auto written = savePictures(path, comparison, options);
        return written ? sayWhatIsSaved(*written) : fail(tr("Not saved."), written.error().toString());
    }
    const auto saved =
        options.chart == wholeComparison ? saveDeck(path, comparison) : savePicture(path, comparison, options);
    saved ? sayWhatIsSaved({path}) : fail(tr("Not saved."), saved.error().toString());
}

void ComparePage::sayWhatIsSaved(const QStringList &paths)
{
    m_saved = paths.first();
    m_notice->say(Notice::Level::Good,
                  paths.size() == 1 ? m_saved : tr("%1 and %2 more").arg(m_saved).arg(paths.size() - 1), tr("Saved."));
    m_notice->setAction(tr("Show in folder"));
}

bool ComparePage::event(QEvent *event)
{
    if (event->type() == QEvent::StyleChange)
        showTray(m_series.comparison());
    return QWidget::event(event);
}

void ComparePage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!hasReferences(*event->mimeData()) && comparisonsIn(*event->mimeData()).isEmpty())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void ComparePage::dropEvent(QDropEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
    openRuns(comparisonsIn(*event->mimeData()));
    addSeries(referencesFrom(*event->mimeData()));
}

}
