// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "runfile/run.h"

#include <map>
#include <memory>
#include <vector>

namespace streamgauge {

/// How many requests there were, as the end line says.
struct RequestCounts
{
    int warmup = 0;
    int cold = 0;
    int measured = 0;
    int failed = 0;
    std::map<QString, int> failures; ///< by kind

    void add(const RequestRecord &record);
};

/// Appends to a run file from a thread of its own. Every line is handed to the operating system as soon as it is
/// written, so that a killed program loses at most the last one. push() never waits for the disk.
class RunWriter
{
public:
    /// Creates @p path (its folder too) and writes the header line; refuses to overwrite.
    /// @p secrets, such as API keys, are hidden wherever a server's error repeats them.
    static Expected<std::unique_ptr<RunWriter>> create(const QString &path, const RunHeader &header,
                                                       std::vector<QString> secrets = {});
    ~RunWriter(); ///< as finish(), without an end line

    void push(RequestRecord record); ///< any thread
    void push(Sample sample);        ///< any thread
    void push(Remark remark);        ///< any thread

    /// Writes what is queued and the end line, closes; the first error there was (a full disk), if any.
    Expected<void> finish(const RunEnd &end);

    const QString &path() const;

private:
    struct Private;
    explicit RunWriter(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

/// One line each, without the newline.
QByteArray headerLine(const RunHeader &header);
QByteArray requestLine(const RequestRecord &record);
QByteArray sampleLine(const Sample &sample);
QByteArray remarkLine(const Remark &remark);
QByteArray endLine(const RunEnd &end, const Run *counted = nullptr);
QByteArray endLine(const RunEnd &end, const RequestCounts &counts);

}
