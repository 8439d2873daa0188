// SPDX-License-Identifier: Apache-2.0
#include "compare/comparisonfiles.h"

#include "compare/compareseries.h"
#include "compare/namedcomparison.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace streamgauge {

namespace {

constexpr int mostListed = 10;
const QLatin1String ending(".comparison.yaml");

QString nameOf(const QString &path)
{
    QString name = QFileInfo(path).fileName();
    if (isComparisonFileName(name))
        name.chop(ending.size());
    return name;
}

QString filter()
{
    return QFileDialog::tr("Comparisons (*.comparison.yaml)");
}

}

ComparisonFiles::ComparisonFiles(CompareSeries &series, QString folder, QWidget *window)
    : QObject(window)
    , m_series(series)
    , m_folder(std::move(folder))
    , m_window(window)
    , m_menu(new QMenu(window))
{
    connect(m_menu, &QMenu::aboutToShow, this, &ComparisonFiles::fillMenu);
    const auto addKeys = [this](const QString &text, const QKeySequence &keys, auto what) {
        auto *action = new QAction(text, m_window);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, what);
        m_window->addAction(action);
    };
    addKeys(tr("Open a comparison"), QKeySequence::Open, [this] { askWhatToOpen(); });
    addKeys(tr("Save the comparison"), QKeySequence::Save, [this] { save(); });
}

QString ComparisonFiles::name() const
{
    return nameOf(m_path);
}

bool ComparisonFiles::isChanged() const
{
    return !m_path.isEmpty() && m_savedRevision != m_series.revision();
}

void ComparisonFiles::fillMenu()
{
    m_menu->clear();
    const bool any = !m_series.entries().empty();
    const auto add = [this](const QString &text, const QKeySequence &keys, bool enabled, auto what) {
        QAction *action =
            m_menu->addAction(keys.isEmpty() ? text : text + u'\t' + keys.toString(QKeySequence::NativeText));
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, what);
    };
    add(tr("Open…"), QKeySequence::Open, true, [this] { askWhatToOpen(); });
    add(tr("Save"), QKeySequence::Save, any, [this] { save(); });
    add(tr("Save as…"), {}, any, [this] { askWhereToSave(); });
    add(tr("New, without series"), {}, any, [this] { clear(); });
    const QFileInfoList files = QDir(m_folder).entryInfoList({u'*' + ending}, QDir::Files | QDir::Readable, QDir::Time);
    if (files.isEmpty())
        return;
    m_menu->addSeparator();
    for (qsizetype i = 0; i < files.size() && i < mostListed; ++i) {
        const QString path = files[i].absoluteFilePath();
        add(nameOf(path).replace(u'&', QStringLiteral("&&")), {}, true, [this, path] { open(path); });
    }
}

void ComparisonFiles::open(const QString &path)
{
    const auto comparison = loadComparison(path);
    if (!comparison)
        return Q_EMIT failed(tr("Not opened."), comparison.error().toString());
    m_path = QFileInfo(path).absoluteFilePath();
    m_series.open(*comparison);
    m_savedRevision = m_series.revision();
    Q_EMIT nameChanged();
}

void ComparisonFiles::clear()
{
    m_path.clear();
    m_series.clear();
    Q_EMIT nameChanged();
}

void ComparisonFiles::save()
{
    if (m_series.entries().empty())
        return;
    if (m_path.isEmpty())
        askWhereToSave();
    else
        saveTo(m_path);
}

void ComparisonFiles::saveTo(const QString &path)
{
    if (const auto written = saveComparison(path, m_series.named()); !written)
        return Q_EMIT failed(tr("Not saved."), written.error().toString());
    m_path = path;
    m_savedRevision = m_series.revision();
    Q_EMIT nameChanged();
    Q_EMIT saved(path);
}

/// A file that the dialog did not ask about is not replaced.
void ComparisonFiles::saveAs(const QString &chosen)
{
    if (isComparisonFileName(chosen))
        return saveTo(chosen);
    const QString path = chosen + ending;
    if (QFileInfo::exists(path))
        return Q_EMIT failed(tr("Not saved."),
                             tr("%1 exists already; choose it by its whole name to replace it.").arg(path));
    saveTo(path);
}

void ComparisonFiles::askWhatToOpen()
{
    auto *dialog = new QFileDialog(m_window, tr("Open a comparison"), m_folder, filter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ComparisonFiles::open);
    dialog->open();
}

void ComparisonFiles::askWhereToSave()
{
    QDir().mkpath(m_folder);
    auto *dialog = new QFileDialog(m_window, tr("Save the comparison"), m_folder, filter());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QString(ending).sliced(1)); // with it the dialog asks before a file is replaced
    dialog->selectFile((m_path.isEmpty() ? tr("Comparison") : name()) + ending);
    connect(dialog, &QFileDialog::fileSelected, this, &ComparisonFiles::saveAs);
    dialog->open();
}

}
