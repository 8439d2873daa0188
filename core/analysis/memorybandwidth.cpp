// SPDX-License-Identifier: Apache-2.0
#include "analysis/memorybandwidth.h"

#include "analysis/hardware.h"
#include "base/yamltext.h"
#include "base/yamlvalue.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdint>
#include <new>
#include <thread>

namespace streamgauge {

namespace {

using Buffer = std::vector<std::uint64_t>;

const QLatin1String machineName("this machine");

/// Four sums, so that no addition waits for the one before it.
std::uint64_t sumOf(const Buffer &buffer)
{
    std::uint64_t sums[4] {};
    const std::size_t size = buffer.size() / 4 * 4;
    for (std::size_t i = 0; i < size; i += 4) {
        sums[0] += buffer[i];
        sums[1] += buffer[i + 1];
        sums[2] += buffer[i + 2];
        sums[3] += buffer[i + 3];
    }
    return sums[0] + sums[1] + sums[2] + sums[3];
}

}

double MemoryBandwidth::best() const
{
    return passesGbPerS.empty() ? 0 : *std::ranges::max_element(passesGbPerS);
}

Expected<MemoryBandwidth> measureMemoryBandwidth(std::size_t bytesPerThread, int passes)
{
    const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
    std::vector<Buffer> buffers(threads);
    try {
        for (Buffer &buffer : buffers)
            buffer.assign(bytesPerThread / sizeof(std::uint64_t), 1); // written, so that the pages are there
    } catch (const std::bad_alloc &) {
        return std::unexpected(Error {Error::Code::Io,
                                      QStringLiteral("there are no %1 MB of memory free to measure with")
                                          .arg(threads * bytesPerThread / 1'000'000),
                                      {},
                                      0});
    }
    MemoryBandwidth measured {.threads = static_cast<int>(threads), .bytes = threads * bytesPerThread};
    std::atomic<std::uint64_t> total = 0; // used, so that the compiler does not leave the reading out
    std::chrono::steady_clock::time_point begin;
    bool isBegin = true;
    std::barrier meet(threads, [&]() noexcept { // at the begin and at the end of each pass
        const auto now = std::chrono::steady_clock::now();
        if (isBegin)
            begin = now;
        else
            measured.passesGbPerS.push_back(static_cast<double>(measured.bytes)
                                            / std::chrono::duration<double, std::nano>(now - begin).count());
        isBegin = !isBegin;
    });
    measured.passesGbPerS.reserve(static_cast<std::size_t>(passes)); // the barrier's step must not throw
    std::vector<std::jthread> readers;
    for (const Buffer &buffer : buffers)
        readers.emplace_back([&meet, &total, &buffer, passes] {
            for (int pass = 0; pass < passes; ++pass) {
                meet.arrive_and_wait();
                total += sumOf(buffer);
                meet.arrive_and_wait();
            }
        });
    readers.clear(); // joins
    Q_ASSERT(total > 0);
    return measured;
}

QString hardwareEntry(const MemoryBandwidth &measured, const QString &host, const QString &date)
{
    const QString also = host.isEmpty() ? QString() : QStringLiteral("    also: [%1]\n").arg(yamlQuoted(host));
    return QStringLiteral(
               "  - name: %1\n%2    bandwidth_gb_s: %3\n    source: measured by streamgauge bandwidth on %4, "
               "read by %5 %6\n")
        .arg(machineName, also, QString::number(measured.best(), 'f', 1), date)
        .arg(measured.threads)
        .arg(measured.threads == 1 ? QStringLiteral("core") : QStringLiteral("cores"));
}

Expected<void> addHardwareEntry(const QString &path, const QString &entry)
{
    QByteArray yaml("hardware:\n");
    if (QFileInfo::exists(path)) {
        const auto read = readTextFile(path);
        if (!read)
            return std::unexpected(read.error());
        const auto known = parseHardware(*read, path);
        if (!known)
            return std::unexpected(known.error());
        if (std::ranges::any_of(*known, [](const Hardware &one) { return one.name == machineName; }))
            return std::unexpected(
                Error {Error::Code::Schema,
                       QStringLiteral("there is an entry “%1” already; put this one in its place:\n%2")
                           .arg(machineName, entry),
                       path, 0});
        yaml = *read;
        if (!yaml.endsWith('\n'))
            yaml.append('\n');
    }
    yaml += entry.toUtf8();
    if (const auto valid = parseHardware(yaml, path); !valid)
        return std::unexpected(Error {
            Error::Code::Schema,
            QStringLiteral("the entry cannot be added at the end of the file; put it there by hand:\n%1").arg(entry),
            path, 0});
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return std::unexpected(Error {Error::Code::Io, QStringLiteral("the folder cannot be made"), path, 0});
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(yaml) != yaml.size() || !file.commit())
        return std::unexpected(Error {Error::Code::Io, file.errorString(), path, 0});
    return {};
}

}
