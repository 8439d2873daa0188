// SPDX-License-Identifier: Apache-2.0
#include "compare/exportdialog.h"

#include "appsettings.h"
#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/segmentedcontrol.h"
#include "controls/spacing.h"
#include "figure/charts.h"
#include "figure/deck.h"
#include "figure/picturesizes.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpression>
#include <QSpinBox>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

const QString folderKey = QStringLiteral("export/folder");
const QString endingKey = QStringLiteral("export/ending");
const QString sizeKey = QStringLiteral("export/size");
const QString dpiKey = QStringLiteral("export/dpi");
const QString themeKey = QStringLiteral("export/theme");
constexpr int previewHeight = 240;
constexpr int dialogWidth = 760;

enum ThemeIndex { LightTheme, DarkTheme, TransparentTheme };

/// Why a file of this name cannot be made; empty where it can.
QString nameProblem(const QString &path, bool isWhole)
{
    if (path.isEmpty())
        return ExportDialog::tr("Name a file.");
    const auto picture = pictureFormat(path);
    const auto deck = deckFormat(path);
    if (isWhole ? !deck : !picture)
        return isWhole ? deck.error().message : picture.error().message;
    if (const QString folder = QFileInfo(path).absolutePath(); !QFileInfo(folder).isDir())
        return ExportDialog::tr("There is no folder %1.").arg(folder);
    return {};
}

/// A file name out of what is compared.
QString suggestedName(const Comparison &comparison)
{
    QStringList labels;
    for (const SeriesSummary &series : comparison.series)
        labels << series.label;
    QString name =
        labels.size() <= 3 ? labels.join(QStringLiteral(" vs ")) : QStringLiteral("%1 models").arg(labels.size());
    static const QRegularExpression unsafe(QStringLiteral("[^\\w .()+-]+"),
                                           QRegularExpression::UseUnicodePropertiesOption);
    return name.replace(unsafe, QStringLiteral("-")).left(80);
}

}

ExportDialog::ExportDialog(Comparison comparison, QWidget *parent)
    : QDialog(parent)
    , m_comparison(std::move(comparison))
    , m_preview(new QLabel(this))
    , m_chart(new QComboBox(this))
    , m_title(new QLineEdit(this))
    , m_size(new QComboBox(this))
    , m_dpi(new QSpinBox(this))
    , m_theme(new SegmentedControl({tr("Light"), tr("Dark"), tr("Transparent")}, this))
    , m_bars(new SegmentedControl({tr("Side by side"), tr("Baseline as a line")}, this))
    , m_withFinding(new QCheckBox(tr("Title"), this))
    , m_path(new QLineEdit(this))
    , m_note(noteLabel({}, this))
    , m_problem(errorLabel(this))
    , m_export(primaryButton(tr("Export"), this))
{
    setWindowTitle(tr("Export picture"));
    for (const ChartKind &kind : chartKinds())
        m_chart->addItem(kind.title, kind.id);
    m_chart->addItem(tr("Every chart, a file each"), everyChart);
    m_chart->addItem(tr("Whole comparison: slides or PDF report"), wholeComparison);
    m_title->setAccessibleName(tr("Title"));
    for (const NamedSize &size : namedSizes())
        m_size->addItem(size.title);
    m_dpi->setRange(72, 600);
    m_dpi->setSuffix(tr(" dpi"));
    m_withFinding->setChecked(true);
    m_bars->setVisible(m_comparison.series.size() == 2);
    m_bars->setCurrentIndex(defaultOptions(m_comparison).baselineAsLine ? 1 : 0);
    build();
    restoreChoices();
    connect(m_chart, &QComboBox::currentIndexChanged, this, &ExportDialog::fitEnding);
    connect(m_title, &QLineEdit::textChanged, this, &ExportDialog::update);
    connect(m_size, &QComboBox::currentIndexChanged, this, [this](int index) {
        const QSignalBlocker quiet(m_dpi);
        m_dpi->setValue(namedSizes().at(static_cast<std::size_t>(index)).size.dpi);
        update();
    });
    connect(m_dpi, &QSpinBox::valueChanged, this, &ExportDialog::update);
    connect(m_theme, &SegmentedControl::currentIndexChanged, this, &ExportDialog::update);
    connect(m_bars, &SegmentedControl::currentIndexChanged, this, &ExportDialog::update);
    connect(m_withFinding, &QCheckBox::toggled, this, &ExportDialog::update);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::update);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::accept);
    resize(dialogWidth, sizeHint().height());
    update();
}

void ExportDialog::build()
{
    m_preview->setMinimumHeight(previewHeight);
    m_preview->setAlignment(Qt::AlignCenter);
    m_preview->setAccessibleName(tr("Preview"));
    m_path->setAccessibleName(tr("File"));
    m_export->setDefault(true);
    QPushButton *browseButton = secondaryButton(tr("Browse…"), this);
    QPushButton *cancel = secondaryButton(tr("Cancel"), this);
    browseButton->setAutoDefault(false);
    cancel->setAutoDefault(false);
    connect(browseButton, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);

    auto *size = new QHBoxLayout;
    size->addWidget(m_size);
    size->addWidget(m_dpi);
    size->addWidget(m_note, 1);
    auto *file = new QHBoxLayout;
    file->addWidget(m_path, 1);
    file->addWidget(browseButton);
    auto *look = new QHBoxLayout;
    look->addWidget(m_theme);
    look->addStretch();
    auto *chart = new QHBoxLayout;
    chart->setSpacing(spacing::large);
    chart->addWidget(m_chart);
    chart->addWidget(m_bars);
    chart->addStretch();
    auto *title = new QHBoxLayout;
    title->setSpacing(spacing::small);
    title->addWidget(m_withFinding);
    title->addWidget(m_title, 1);
    size->setSpacing(spacing::small);
    file->setSpacing(spacing::small);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(spacing::large);
    form->setVerticalSpacing(spacing::small);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->addRow(tr("Picture"), chart);
    form->addRow(tr("Finding"), title);
    form->addRow(tr("Size"), size);
    form->addRow(tr("Background"), look);
    form->addRow(tr("File"), file);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_problem, 1);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_export);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::page);
    column->setSpacing(spacing::large);
    column->addWidget(m_preview, 1);
    column->addLayout(form);
    column->addLayout(buttons);
}

void ExportDialog::restoreChoices()
{
    const AppSettings settings;
    QString folder = settings.value(folderKey).toString();
    if (folder.isEmpty() || !QFileInfo(folder).isDir())
        folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    if (!QFileInfo(folder).isDir())
        folder = QDir::homePath();
    const QString ending = settings.value(endingKey, QStringLiteral("png")).toString();
    m_path->setText(QDir(folder).filePath(QStringLiteral("%1.%2").arg(suggestedName(m_comparison), ending)));
    m_size->setCurrentIndex(std::max(0, m_size->findText(settings.value(sizeKey).toString())));
    m_dpi->setValue(settings.value(dpiKey, 150).toInt());
    m_theme->setCurrentIndex(std::clamp(settings.value(themeKey, 0).toInt(), 0, 2));
}

void ExportDialog::rememberChoices() const
{
    AppSettings settings;
    const QFileInfo file(path());
    settings.setValue(folderKey, file.absolutePath());
    if (m_chart->currentData().toString() != wholeComparison)
        settings.setValue(endingKey, file.suffix().toLower());
    settings.setValue(sizeKey, m_size->currentText());
    settings.setValue(dpiKey, m_dpi->value());
    settings.setValue(themeKey, m_theme->currentIndex());
}

PictureOptions ExportDialog::options() const
{
    const PictureSize size = namedSizes().at(static_cast<std::size_t>(m_size->currentIndex())).size;
    const int dpi = m_dpi->value();
    PictureOptions options;
    options.chart = m_chart->currentData().toString();
    options.title = m_title->text().trimmed();
    options.size = {size.pixels * dpi / size.dpi, dpi};
    options.dark = m_theme->currentIndex() == DarkTheme;
    options.transparent = m_theme->currentIndex() == TransparentTheme;
    options.baselineAsLine = m_bars->currentIndex() == 1 && m_comparison.series.size() == 2;
    options.withFinding = m_withFinding->isChecked();
    return options;
}

QString ExportDialog::path() const
{
    QString path = m_path->text().trimmed();
    if (!path.isEmpty() && QFileInfo(path).suffix().isEmpty())
        path += QStringLiteral(".png");
    return path.isEmpty() ? path : QFileInfo(path).absoluteFilePath();
}

void ExportDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Export picture"), path(),
                                   m_chart->currentData().toString() == wholeComparison
                                       ? tr("PowerPoint slides (*.pptx);;PDF report (*.pdf)")
                                       : tr("PNG picture (*.png);;SVG drawing (*.svg);;PDF page (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite, false);
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

/// A whole comparison is no picture file, and slides are no picture.
void ExportDialog::fitEnding()
{
    const QFileInfo file(path());
    const QString ending = file.suffix().toLower();
    const bool isWhole = m_chart->currentData().toString() == wholeComparison;
    const bool fits = isWhole ? deckFormat(path()).has_value() : ending != u"pptx";
    if (!fits && !ending.isEmpty())
        m_path->setText(
            QDir(file.absolutePath())
                .filePath(file.completeBaseName() + (isWhole ? QStringLiteral(".pptx") : QStringLiteral(".png"))));
    update();
}

/// What the chart says by itself: worked out once, as statistics take their time.
QString ExportDialog::usualTitle(PictureOptions options)
{
    options.title.clear();
    const auto [title, isNew] = m_titles.try_emplace(options.chart);
    if (isNew)
        title->second = pictureTitle(m_comparison, options);
    return title->second;
}

void ExportDialog::update()
{
    PictureOptions chosen = options();
    const bool isWhole = chosen.chart == wholeComparison;
    for (QWidget *widget : std::initializer_list<QWidget *> {m_size, m_dpi, m_theme, m_withFinding, m_title})
        widget->setEnabled(!isWhole);
    if (isWhole) { // its first page is shown
        chosen.chart = QStringLiteral("speed-test");
        chosen.size = {{1920, 1080}, 144};
    }
    const bool isEvery = chosen.chart == everyChart;
    if (isEvery)
        chosen.chart = QStringLiteral("speed-test");
    const bool isSpeedTest = chosen.chart == u"speed-test";
    m_bars->setVisible(isSpeedTest && !isWhole && m_comparison.series.size() == 2);
    m_title->setEnabled(chosen.withFinding && !isWhole && !isEvery);
    const QString usual = usualTitle(chosen);
    m_title->setPlaceholderText(usual);
    if (chosen.title.isEmpty() && m_comparison.series.size() > 1)
        chosen.title = usual;
    if (isWhole && !m_pages)
        m_pages = deckPages(m_comparison).size();
    const QString pixelsText = tr("%1 × %2 pixels").arg(chosen.size.pixels.width()).arg(chosen.size.pixels.height());
    if (isEvery)
        m_note->setText(tr("%1, %2 files").arg(pixelsText).arg(deckCharts(m_comparison).size()));
    else
        m_note->setText(isWhole ? tr("%1 pages").arg(*m_pages) : pixelsText);
    const QString problem = nameProblem(path(), isWhole);
    showText(m_problem, problem);
    m_export->setEnabled(problem.isEmpty());
    m_export->setText(problem.isEmpty() && QFileInfo::exists(path()) ? tr("Replace") : tr("Export"));

    // Laid out as it will be, drawn as large as it is seen here.
    const double ratio = devicePixelRatioF();
    const QSize room = (m_preview->contentsRect().size() * ratio).expandedTo(QSize(200, 100));
    const QSize pixels = chosen.size.pixels.scaled(room, Qt::KeepAspectRatio);
    const double inches = static_cast<double>(chosen.size.pixels.width()) / chosen.size.dpi;
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const FigureScene scene = pictureScene(m_comparison, chosen);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(pixels.width() / (inches * 96), pixels.width() / (inches * 96));
    paintScene(painter, scene);
    painter.end();
    image.setDevicePixelRatio(ratio);
    m_preview->setPixmap(QPixmap::fromImage(image));
}

void ExportDialog::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    update();
}

void ExportDialog::accept()
{
    if (!m_export->isEnabled())
        return;
    rememberChoices();
    Q_EMIT exportRequested(path(), options());
    QDialog::accept();
}

}
