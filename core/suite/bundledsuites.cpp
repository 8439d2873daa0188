// SPDX-License-Identifier: Apache-2.0
#include "base/yamlvalue.h"
#include "suite/suiteparser.h"

#include <QDir>
#include <QFileInfo>

namespace streamgauge {

namespace {

const QString bundledFolder = QStringLiteral(":/streamgauge/suites/");
const QString defaultSuite = QStringLiteral("speed-test");

}

QStringList bundledSuites()
{
    QStringList names;
    for (const QFileInfo &file : QDir(bundledFolder).entryInfoList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name))
        names.push_back(file.completeBaseName());
    if (names.removeOne(defaultSuite))
        names.prepend(defaultSuite);
    return names;
}

Expected<Suite> loadSuite(const QString &fileOrName)
{
    const bool isBundled = bundledSuites().contains(fileOrName);
    const QString path = isBundled ? bundledFolder + fileOrName + QStringLiteral(".yaml") : fileOrName;
    if (!QFileInfo::exists(path))
        return std::unexpected(Error {Error::Code::Io,
                                      QStringLiteral("no such file, and no suite of this name comes with Streamgauge "
                                                     "(there is: %1)")
                                          .arg(bundledSuites().join(QStringLiteral(", "))),
                                      fileOrName});
    const auto yaml = readTextFile(path);
    if (!yaml)
        return std::unexpected(yaml.error());
    return parseSuite(*yaml, path);
}

}
