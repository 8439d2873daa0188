// SPDX-License-Identifier: Apache-2.0
#include "runfile/runwriter.h"

#include "runfile/filelock.h"
#include "runfile/secretfields.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <variant>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace streamgauge {

namespace {

using Item = std::variant<RequestRecord, Sample, Remark>;

void hide(QString &text, const std::vector<QString> &secrets)
{
    for (const QString &secret : secrets)
        text.replace(secret, hiddenValue);
}

}

struct RunWriter::Private
{
    QString path;
    QFile file; // the writing thread's own once it runs
    qint64 written = 0;
    int lost = 0; ///< lines that could not be written
    std::optional<Error> error;
    RequestCounts counts;
    std::vector<QString> secrets;

    std::mutex mutex;
    std::condition_variable wake;
    std::vector<Item> queue;
    bool closing = false;
    std::thread thread;

    void push(Item item)
    {
        {
            const std::lock_guard lock(mutex);
            queue.push_back(std::move(item));
        }
        wake.notify_one();
    }

    void run()
    {
        std::vector<Item> batch;
        for (bool last = false; !last;) {
            {
                std::unique_lock lock(mutex);
                wake.wait(lock, [this] { return closing || !queue.empty(); });
                batch.swap(queue);
                last = closing;
            }
            for (Item &item : batch)
                write(item);
            batch.clear();
        }
    }

    void write(Item &item)
    {
        if (auto *record = std::get_if<RequestRecord>(&item)) {
            counts.add(*record);
            if (record->error) {
                hide(record->error->message, secrets);
                hide(record->error->body, secrets);
            }
            writeLine(requestLine(*record));
        } else if (auto *remark = std::get_if<Remark>(&item)) {
            hide(remark->message, secrets);
            writeLine(remarkLine(*remark));
        } else {
            writeLine(sampleLine(std::get<Sample>(item)));
        }
    }

    /// Whole lines or none: what a full disk cut off is taken back, so that later lines may still fit.
    void writeLine(QByteArray line)
    {
        line += '\n';
        if (file.write(line) == line.size()) {
            written += line.size();
            return;
        }
        ++lost;
        if (!error)
            error = Error {Error::Code::Io, file.errorString(), file.fileName()};
        file.unsetError();
        file.resize(written);
        file.seek(written);
    }

    void join()
    {
        if (!thread.joinable())
            return;
        {
            const std::lock_guard lock(mutex);
            closing = true;
        }
        wake.notify_one();
        thread.join();
    }

    void close()
    {
        if (!file.isOpen())
            return;
#ifdef Q_OS_UNIX
        if (::fsync(file.handle()) != 0 && errno != EINVAL && !error)
            error = Error {Error::Code::Io, qt_error_string(errno), file.fileName()};
#endif
        file.close();
    }
};

RunWriter::RunWriter(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Expected<std::unique_ptr<RunWriter>> RunWriter::create(const QString &path, const RunHeader &header,
                                                       std::vector<QString> secrets)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return std::unexpected(Error {Error::Code::Io, QStringLiteral("the folder cannot be made"), folder});

    auto d = std::make_unique<Private>();
    d->path = path;
    d->file.setFileName(path);
    if (!d->file.open(QIODevice::NewOnly | QIODevice::WriteOnly | QIODevice::Unbuffered))
        return std::unexpected(Error {Error::Code::Io, d->file.errorString(), path});
    lockForWriting(d->file);

    for (const Endpoint &endpoint : header.endpoints)
        for (QString &value : secretHeaderValues(endpoint))
            secrets.push_back(std::move(value));
    std::erase_if(secrets, [](const QString &secret) { return secret.isEmpty(); });
    d->secrets = std::move(secrets);

    d->writeLine(headerLine(header));
    if (d->error) {
        d->file.remove();
        return std::unexpected(*d->error);
    }
    d->thread = std::thread([state = d.get()] { state->run(); });
    return std::unique_ptr<RunWriter>(new RunWriter(std::move(d)));
}

RunWriter::~RunWriter()
{
    d->join();
    d->close();
}

void RunWriter::push(RequestRecord record)
{
    d->push(std::move(record));
}

void RunWriter::push(Sample sample)
{
    d->push(std::move(sample));
}

void RunWriter::push(Remark remark)
{
    d->push(std::move(remark));
}

Expected<void> RunWriter::finish(const RunEnd &end)
{
    d->join();
    if (d->file.isOpen()) {
        RunEnd shown = end;
        for (QString &note : shown.notes)
            hide(note, d->secrets);
        d->writeLine(endLine(shown, d->counts));
    }
    d->close();
    if (!d->error)
        return {};
    Error error = *d->error;
    if (d->lost > 0)
        error.message += QStringLiteral(" (%1 lines of the run could not be written)").arg(d->lost);
    return std::unexpected(error);
}

const QString &RunWriter::path() const
{
    return d->path;
}

}
