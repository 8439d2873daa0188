// SPDX-License-Identifier: Apache-2.0
#include "compare/runloader.h"

#include "runfile/runreader.h"

namespace streamgauge {

RunLoader::RunLoader(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

RunLoader::~RunLoader()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void RunLoader::load(const QString &path)
{
    m_pool.start([this, path] {
        const Expected<Run> run = readRun(path);
        if (!run) {
            QMetaObject::invokeMethod(
                this, [this, path, error = run.error()] { Q_EMIT failed(path, error); }, Qt::QueuedConnection);
            return;
        }
        LoadedRun loaded {path, summarize(*run)};
        QMetaObject::invokeMethod(
            this, [this, result = std::move(loaded)] { Q_EMIT this->loaded(result); }, Qt::QueuedConnection);
    });
}

}
