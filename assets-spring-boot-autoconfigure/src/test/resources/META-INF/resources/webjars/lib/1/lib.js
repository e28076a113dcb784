webjar
