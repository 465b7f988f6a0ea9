/* A disk that keeps what was flushed and nothing else. Preloaded into a house, it copies each file of the folder DISK_FOLDER into
 * DISK_KEPT as it stands whenever the house flushes it, by the number of its inode; and whenever the house flushes the folder, the
 * names that are in it. A name that was not flushed is lost when the power fails, and so is what was written since. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t at_work = PTHREAD_MUTEX_INITIALIZER;

/* The new state takes the place of the old one at once: the power may fail while it is written. */
static void keep(const char *name, void (*write_into)(int into, int from), int from) {
    char part[4096], whole[4096];
    snprintf(part, sizeof part, "%s/part", getenv("DISK_KEPT"));
    snprintf(whole, sizeof whole, "%s/%s", getenv("DISK_KEPT"), name);
    int into = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    write_into(into, from);
    close(into);
    rename(part, whole);
}

static void names(int into, int folder) {
    DIR *entries = fdopendir(openat(folder, ".", O_RDONLY | O_DIRECTORY));
    for (struct dirent *entry; (entry = readdir(entries));)
        if (entry->d_type == DT_REG)
            dprintf(into, "%lu %s\n", (unsigned long)entry->d_ino, entry->d_name);
    closedir(entries);
}

static void bytes(int into, int file) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    int from = open(link, O_RDONLY);
    while (sendfile(into, from, NULL, 1 << 20) > 0)
        ;
    close(from);
}

static int flushed(int file, const char *how) {
    int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, how);
    int outcome = flush(file);
    const char *folder = getenv("DISK_FOLDER");
    char link[64], path[4096] = "", inode[32];
    struct stat about;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    if (outcome != 0 || !folder || readlink(link, path, sizeof path - 1) < 0 || fstat(file, &about) != 0)
        return outcome;
    pthread_mutex_lock(&at_work);
    if (strcmp(path, folder) == 0) {
        keep("names", names, file);
    } else if (strncmp(path, folder, strlen(folder)) == 0) {
        snprintf(inode, sizeof inode, "%lu", (unsigned long)about.st_ino);
        keep(inode, bytes, file);
    }
    pthread_mutex_unlock(&at_work);
    return outcome;
}

int fsync(int file) { return flushed(file, "fsync"); }

int fdatasync(int file) { return flushed(file, "fdatasync"); }
