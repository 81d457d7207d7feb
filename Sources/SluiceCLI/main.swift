// Placeholder: the command is wired up once its library exists.
